import Register
import Yams

/// The telephone numbers that guidance names, from the list of agencies, so that each stands in one place only.
///
/// Shape: `{phone:CODE}` is the number as it is dialled in the country, `{abroad:CODE}` as it is dialled from elsewhere. `{hotline}` and
/// `{emergency}` stay, for the page.
struct GuidanceHoles {
    let agencies: [Country.Agency]

    func filled(_ yaml: Yaml, _ faults: inout Faults) -> Yaml {
        switch yaml.node {
        case .scalar(var scalar):
            scalar.string = filled(scalar.string, at: yaml, &faults)
            return Yaml(node: .scalar(scalar), file: yaml.file)
        case .sequence(let list):
            let nodes = list.map { filled(Yaml(node: $0, file: yaml.file), &faults).node }
            return Yaml(node: .sequence(Node.Sequence(nodes, list.tag, list.style, list.mark)), file: yaml.file)
        case .mapping(let map):
            let pairs = map.map { ($0.key, filled(Yaml(node: $0.value, file: yaml.file), &faults).node) }
            return Yaml(node: .mapping(Node.Mapping(pairs, map.tag, map.style, map.mark)), file: yaml.file)
        case .alias: return yaml
        }
    }

    private func filled(_ text: String, at yaml: Yaml, _ faults: inout Faults) -> String {
        guard text.utf8.contains(0x7B) else { return text }
        return text.replacing(/\{([^{}]*)\}/) { hole -> String in
            if ["hotline", "emergency"].contains(hole.1) { return String(hole.0) }
            guard let (kind, code) = Bounded.halves(hole.1, at: ":"), ["phone", "abroad"].contains(kind) else {
                faults.add(yaml, "\"\(hole.0)\" is not filled in; write {hotline}, {emergency}, {phone:AGENCY} or {abroad:AGENCY}")
                return ""
            }
            guard let agency = agencies.first(where: { $0.code.rawValue == code }) else {
                let near = Nearest.to(String(code), among: agencies.map(\.code.rawValue)).map { "; did you mean \"\($0)\"?" } ?? ""
                faults.add(yaml, "there is no agency \"\(code)\" in agencies.csv\(near)", of: [.agencies])
                return ""
            }
            let number = kind == "phone" ? agency.phone : agency.abroad
            if number.isEmpty { faults.add(yaml, "\"\(code)\" has nothing under \"\(kind)\" in agencies.csv", of: [.agencies]) }
            return number
        }
    }
}
