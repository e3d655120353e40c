internal import CClp
package import Publishing

/// The simplex method of the COIN-OR library Clp.
///
/// Source: docs/decisions/0030.
package struct Simplex: Solver {
    package init() {}

    package func least(of sums: [[Programme.Term]], in programme: Programme) -> [[Double]?] {
        let model = Model(programme)
        return sums.map { model.least($0) }
    }
}
