package import Foundation
package import Outside
package import Register

/// Seals a file to the keys of its recipients, so that only they open it: the program `age` does it.
///
/// Source: age-encryption.org/v1.
package struct AgeProgram: Sendable {
    private static let seconds = 120
    /// How much longer a sealed file may be: a line for each recipient, and 16 bytes for each 64 KiB. Units: bytes.
    private static let longerBy = 1 << 20

    private let program: OutsideProgram?

    package var isAvailable: Bool { program?.isAvailable ?? false }

    /// `setting` alone when it is given; else where packages put programs.
    package init(setting: String? = nil) { program = OutsideProgram("age", setting: setting) }

    /// Errors: `OutsideProgram.Fault`.
    package func seal(_ plain: Data, to keys: [RecipientKey]) async throws(OutsideProgram.Fault) -> Data {
        guard let program else { throw .unavailable }
        let limits = OutsideProgram.Limits(
            seconds: AgeProgram.seconds, output: plain.count + plain.count / 1000 + AgeProgram.longerBy)
        let sealed = try await program.run(
            ["--encrypt"] + keys.map { "--recipient=\($0.text)" }, input: plain, within: limits
        ).output
        guard sealed.starts(with: Data("age-encryption.org/v1\n".utf8)) else { throw .failed }
        return sealed
    }
}
