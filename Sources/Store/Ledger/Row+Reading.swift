import Foundation
import GRDB
import Register

/// Columns of a file that somebody may have written to: of another kind or out of bounds is a fault, never an end.
extension Row {
    /// Errors: `StoreFault.tables` when it is no whole number within 64 bits.
    func whole(_ column: Int) throws -> Int {
        guard let number = Int.fromDatabaseValue(self[column]) else { throw StoreFault.tables }
        return number
    }

    /// Errors: `StoreFault.tables` when it holds no bytes.
    func bytes(_ column: Int) throws -> Data {
        guard let bytes = Data.fromDatabaseValue(self[column]) else { throw StoreFault.tables }
        return bytes
    }

    /// Nil for a number that no compartment has.
    func compartment(_ column: Int) throws -> Compartment? {
        UInt8(exactly: try whole(column)).flatMap { Compartment(rawValue: $0) }
    }
}
