import HTTPTypes
import Register
import Synchronization

/// The room for large bodies of those signed in: so many are in memory at once, in all and of one account.
final class LargeBodies: Sendable {
    struct Place: Sendable { let account: AccountID }

    private let taken = Mutex<[AccountID: Int]>([:])
    private let most: Int
    private let mostOfAccount: Int

    init(_ most: Int = 4, ofAccount: Int = 2) {
        self.most = most
        mostOfAccount = ofAccount
    }

    /// Errors: `Fault` 503 when there is no room now.
    func take(_ account: AccountID) throws -> Place {
        try taken.withLock { taken in
            guard taken.values.reduce(0, +) < most, taken[account, default: 0] < mostOfAccount else {
                throw Fault(.serviceUnavailable, "busyFiles", retryAfter: 20)
            }
            taken[account, default: 0] += 1
            return Place(account: account)
        }
    }

    func giveBack(_ place: Place) {
        let isLast = taken.withLock { taken in
            let rest = (taken[place.account] ?? 1) - 1
            taken[place.account] = rest > 0 ? rest : nil
            return taken.isEmpty
        }
        if isLast { Allocation.giveBack() }
    }
}
