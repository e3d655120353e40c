import Foundation
import Register
import Testing

/// The table of status and act as a text file that a lawyer can read in a diff. ANSE_RECORD=1 writes it anew.
struct MatrixTests {
    @Test func everyActIsAllowedWhenTheFileSaysSo() throws {
        var lines = ["# What may happen to a case, by its status: yes or -", ""]
        for ability in Ability.allCases {
            let cells = CaseFile.Status.allCases.map { status in
                "\(status.rawValue): \(CaseFile.isAllowed(ability, when: status) ? "yes" : "-")"
            }
            lines.append(ability.rawValue.padding(toLength: 20, withPad: " ", startingAt: 0) + cells.joined(separator: "   "))
        }
        let now = lines.joined(separator: "\n") + "\n"
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Matrix/status-action.txt")
        if ProcessInfo.processInfo.environment["ANSE_RECORD"] != nil { try now.write(to: file, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: file, encoding: .utf8) == now)
    }
}
