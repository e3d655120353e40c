package import Foundation
package import Register

extension Store {
    /// What a member of staff proves themself with, sealed beside the ledger.
    package struct Credential: Codable, Sendable {
        package var password: String
        package var codeSecret: Data
        /// The steps whose codes were used, in the order of use.
        private(set) var usedSteps: [Int] = []

        package init(password: String, codeSecret: Data) {
            self.password = password
            self.codeSecret = codeSecret
        }

        /// Takes a one-time code once. A step far ahead was used while the clock was wrong: it stops none of today, and works never
        /// again.
        package mutating func take(_ code: String, at now: Moment) -> Bool {
            let latest = usedSteps.filter { $0 <= now.seconds / 30 + 1 }.max() ?? 0
            let step = OneTimeCode.steps(of: code, codeSecret, at: now).first { $0 > latest && !usedSteps.contains($0) }
            guard let step else { return false }
            usedSteps = (usedSteps + [step]).suffix(32)
            return true
        }

        /// A code that would be taken now, for the page of a demo.
        package func nextCode(at now: Moment) -> String {
            let step = now.seconds / 30
            let free = [step, step + 1].first { each in
                var copy = self
                return copy.take(OneTimeCode.code(codeSecret, step: each), at: now)
            }
            return OneTimeCode.code(codeSecret, step: free ?? step + 1)
        }
    }
}
