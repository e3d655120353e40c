package import Publishing

/// The simplex method of the COIN-OR library Clp.
///
/// Source: docs/decisions/0031.
package struct Simplex: Solver {
    package init() {}

    package func solve<Result>(_ programme: Programme, _ body: (_ least: ([Programme.Term]) -> [Double]?) -> Result) -> Result {
        let model = Model(programme)
        return body { model.least($0) }
    }
}
