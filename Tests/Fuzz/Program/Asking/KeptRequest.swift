import Foundation
import Fuzzing
import HTTPTypes
import Web

/// A whole request that once ended the process, or might have.
///
/// Shape: who, method and address on the first line; headers; an empty line; the body. `{token}` stands for their own form token,
/// `{entry}` for a new id, and the parts of an address that a route names for what the pages told.
struct KeptRequest {
    let asker: String
    private let isPost: Bool
    private let address: String
    private let headers: [(String, String)]
    private let body: String

    static let all: [KeptRequest] = {
        let folder = Corpus.folder.appending(path: "requests")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { name in
            (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).flatMap(KeptRequest.init)
        }
    }()

    init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let first = (lines.first ?? "").split(separator: " ").map(String.init)
        guard first.count == 3 else { return nil }
        (asker, isPost, address) = (first[0], first[1] == "POST", first[2])
        let head = lines.dropFirst().prefix { !$0.isEmpty }
        headers = head.compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }
        body = lines.dropFirst(head.count + 2).joined(separator: "\n")
    }

    /// Nil when no route has this address.
    func asked(by asker: Asker, _ index: Int, _ learned: Learned, _ dice: inout Dice) -> Asked? {
        let parts = address.split(separator: "?", maxSplits: 1).map(String.init)
        guard let route = Learned.route(of: parts[0], isPost: isPost) else { return nil }
        let path = learned.filling(parts[0], &dice) + (parts.count > 1 ? "?" + parts[1] : "")
        var fields = HTTPFields()
        for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
        if let pass = asker.pass { fields[.cookie] = pass.cookie }
        if isPost { fields[.contentType] = "application/x-www-form-urlencoded" }
        let sent = body.replacing("{token}", with: asker.pass?.formToken ?? "").replacing("{entry}", with: UUID().uuidString)
        return Asked(
            route: route, asker: index, method: isPost ? .post : .get, address: path, headers: fields, body: Array(sent.utf8))
    }
}
