package import Register

extension Store {
    /// A file as the installation itself holds it, for the demo and the tests: no permit, so no page may use it.
    package func peek(_ number: String) throws -> CaseFile? {
        guard let id = try live.view.chronicle(ofNumber: number) else { return nil }
        let known: Known<CaseFile> = try load(id)
        return known.chronicle
    }
}
