import Examples
import HTTPTypes
import Register
@testable import Web

/// The addresses of a planted case: every route, with everything of the case that it can name.
extension PlantedCase {
    /// Shape: what stands for the page in a list, and the addresses that are asked for it.
    func paths(of route: Route, number: String) -> [(page: String, addresses: [String])] {
        let path = route.path.replacing("{case}", with: number)
        let id = { (path: String, ids: [EntryID]) in ids.map { path.replacing("{id}", with: $0.description) } }
        if route.path.contains("/records/{form}") {
            return records.sorted { $0.key < $1.key }.map { form, all in
                let named = path.replacing("{form}", with: form)
                return (route.path.replacing("{form}", with: form), path.contains("{id}") ? id(named, all) : [named])
            }
        }
        if route.path.contains("/forms/{form}") {
            return ["new-case", "needs", "identity", "contact", "case", "recruitment", "control"].map {
                (route.path.replacing("{form}", with: $0), [path.replacing("{form}", with: $0)])
            }
        }
        let named = path.replacing("{form}", with: "health").replacing("{other}", with: other)
        guard named.contains("{id}") else { return [(route.path, [named])] }
        let kind = route.path.split(separator: "/").dropFirst(2).first.map(String.init) ?? ""
        return [(route.path, id(named, ids[kind] ?? ids["referrals"] ?? []))]
    }
}
