import Foundation
import Fuzzing
import HTTPTypes

/// One request that will be made, as it can be kept and read again.
struct Asked {
    let route: Int
    let asker: Int
    var method: HTTPRequest.Method
    /// With its query.
    var address: String
    var headers: HTTPFields
    var body: [UInt8]

    /// Shape: as it would travel, after a line that says who asks.
    func text(_ who: String) -> String {
        let head = headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
        return "# \(who)\n\(method) \(address)\n\(head)\n\n\(String(decoding: body.prefix(1 << 20), as: UTF8.self))"
    }
}
