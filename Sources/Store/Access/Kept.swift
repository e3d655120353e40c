import Foundation
import Register

extension Store {
    /// Everything of one kind that is sealed beside the ledger. What no longer opens or decodes is left out.
    package func allKept<Value: Decodable>(_ kind: String, as type: Value.Type) throws -> [Value] {
        try allKeptKeys(kind, as: type).map(\.value)
    }

    /// The same with the name that each is kept under.
    package func allKeptKeys<Value: Decodable>(_ kind: String, as type: Value.Type) throws -> [(key: String, value: Value)] {
        try ledger.vault(kind).compactMap { key, plain in
            (try? JSONDecoder().decode(Value.self, from: plain)).map { (key, $0) }
        }
    }
}
