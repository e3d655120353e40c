import RealModule
import Testing

@testable import Publishing

struct PrivacyLossTests {
    /// ε = 4 at δ = 10⁻⁹ is the loss that a lifetime may cost.
    @Test func agreesWithPublishedValues() {
        let lifetime = PrivacyLoss(epsilon: 4, delta: 1e-9).rho
        #expect(lifetime > 0.206 && lifetime < 0.207)
        #expect(PrivacyLoss(rho: 0.206).epsilon(delta: 1e-9) <= 4)
    }

    /// The formula's least, found here by trying orders one after the other.
    @Test(arguments: [(0.01, 0.3, 1e-6), (0.2, 2, 1e-5), (1, 6, 1e-6), (2.56, 17.2, 1e-10), (0.5, 0.01, 1e-3)])
    func deltaIsTheLeastOverAllOrders(_ rho: Double, _ epsilon: Double, _ delta: Double) {
        let tried =
            stride(from: -6.0, through: 8, by: 0.001).map { power -> Double in
                let beyond = Double.exp(power)
                let alpha = 1 + beyond
                return .exp(beyond * (alpha * rho - epsilon)) / beyond * .pow(1 - 1 / alpha, alpha)
            }.min() ?? 1
        let found = PrivacyLoss(rho: rho).delta(epsilon: epsilon)
        #expect(abs(found - min(1, tried)) <= 1e-4 * tried)
    }

    @Test(arguments: [(1, 1e-6), (4, 1e-9), (12, 1e-6), (0.1, 1e-3)])
    func conversionsAreInverse(_ epsilon: Double, _ delta: Double) {
        let loss = PrivacyLoss(epsilon: epsilon, delta: delta)
        #expect(abs(loss.epsilon(delta: delta) - epsilon) < 1e-6)
        // Never looser than the rule of Bun and Steinke, proposition 1.3.
        #expect(epsilon <= loss.rho + 2 * (loss.rho * .log(1 / delta)).squareRoot())
    }

    @Test func aBudgetRefusesPastItsCap() throws {
        var budget = PrivacyBudget()
        for _ in 0..<10 { try budget.spend(PrivacyBudget.suggested.share(0.1)) }
        #expect(budget.left.rho < 1e-12)
        let before = budget
        #expect(throws: PrivacyBudget.Exceeded.self) { try budget.spend(PrivacyLoss(rho: 0.001)) }
        #expect(budget == before)
    }

    private func lists(_ count: Int) -> [CodeList] {
        (0..<count).map { CodeList("a\($0)", (0...$0).map(String.init)) }
    }

    @Test(arguments: [(0.206, 12, 18), (0.02, 18, 18), (2, 3, 7), (0.3, 1, 1)])
    func aDesignNeverCostsMoreThanAsked(_ rho: Double, _ cap: Int, _ attributes: Int) throws {
        let design = try #require(Design(loss: PrivacyLoss(rho: rho), cap: cap, lists: lists(attributes)))
        #expect(design.loss <= PrivacyLoss(rho: rho))
        #expect(design.loss.rho > rho * 0.999)
    }

    @Test func aLossTooSmallToTellAnythingHasNoDesign() {
        #expect(Design(loss: PrivacyLoss(rho: 1e-6), cap: 18, lists: lists(18)) == nil)
        #expect(Design(loss: .none, cap: 3, lists: lists(3)) == nil)
    }
}
