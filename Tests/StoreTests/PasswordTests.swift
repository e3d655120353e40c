import Examples
import Foundation
import Testing

@testable import Store

/// A password is long, on no list, and not made of what a stranger knows of its owner.
struct PasswordTests {
    @Test func theListIsThere() {
        #expect(CommonPasswords.shared.count > 29_000)
        #expect(CommonPasswords.shared.contains("dragon") && !CommonPasswords.shared.contains("jetty lantern"))
    }

    @Test(arguments: [
        "passwordpassword", "123456789012345", "qwertyuiopasdfg", "qwertyuiopasdfghjklzxcvbnm", "1q2w3e4r5t6y7u8i9o0p",
        "iloveyouiloveyou",
        "correcthorsebatterystaple", "administrator123", "letmeinletmeinletmein", "Summer2026Summer2026", "P@ssw0rd-P@ssw0rd",
        "Football!Baseball!1", "aaaaaaaaaaaaaaaa", "abababababababab", "abcdefghijklmnopqrstuvwxyz", "ＰＡＳＳＷＯＲＤpassword",
    ])
    func whatEverybodyTriesFirstIsRefused(_ password: String) { #expect(PasswordStrength(of: password) == .common) }

    @Test(arguments: [
        "four quiet unrelated words", "a cove is a sheltered place", "fictional people only", "vier stille onbekende woorden",
        "trois mots sans aucun lien", "zBk4-mQ7w-Lp2x-9TnR", "mango lantern kite river",
    ])
    func wordsThatBelongToNothingAreFine(_ password: String) { #expect(PasswordStrength(of: password) == .fine) }

    @Test func whatAStrangerKnowsOfTheOwnerCountsNothing() {
        let context = ["case-manager", "Anselma Joseph", "Department of Home Affairs", "Castries"]
        for password in [
            "case-manager-2026", "anselmajoseph 99", "Castries Castries 1", "homeaffairsanse12", "ANSE anse Joseph 99",
        ] {
            #expect(PasswordStrength(of: password, context: context) == .common, "\(password)")
        }
        #expect(PasswordStrength(of: "anselmajoseph 99") == .fine, "the control: without knowing her name")
        #expect(PasswordStrength(of: "Joseph rents the blue kite", context: context) == .fine)
        #expect(PasswordStrength(of: "short and fine") == .short)
    }

    /// The longest that a form can hold is judged at once.
    @Test func aVeryLongOneTakesNoTime() {
        let start = ContinuousClock.now
        _ = PasswordStrength(of: String(repeating: "qwerty1234 ", count: 90_000), context: ["case-manager"])
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test func thePassphraseOfTheInstallationIsMeasuredAlike() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "anse-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for passphrase in ["passwordpassword", "castries castries 2026", "Saint Lucia Saint Lucia", "saint lucia castries"] {
            #expect(throws: KeyFault.tooCommon) {
                try Installation.create(
                    in: folder, name: "castries", country: "LCA", pack: "", passphrase: passphrase, keyFile: nil,
                    context: ["Saint Lucia"])
            }
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }
}
