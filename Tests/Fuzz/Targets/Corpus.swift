import Crypto
package import Foundation

/// The inputs that are kept for each reader: what it should read, and what once ended the process.
package struct Corpus: Sendable {
    package struct Input: Sendable {
        package let target: String
        package let name: String
        package let bytes: [UInt8]
    }

    package static let folder = Fictional.project.appending(path: "Tests/Fuzz/Corpus")

    package let inputs: [Input]
    private let byTarget: [String: [[UInt8]]]

    package init(of targets: [FuzzTarget]) {
        inputs = targets.flatMap { target -> [Input] in
            let folder = Corpus.folder.appending(path: target.name)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return names.sorted().compactMap { name in
                let bytes = try? Data(contentsOf: folder.appending(path: name))
                return bytes.map { Input(target: target.name, name: name, bytes: Array($0)) }
            }
        }
        byTarget = Dictionary(grouping: inputs, by: \.target).mapValues { $0.map(\.bytes) }
    }

    package func bytes(for target: FuzzTarget) -> [[UInt8]] { byTarget[target.name] ?? [] }

    /// A short name by what it holds.
    package static func name(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
