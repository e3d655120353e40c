import Foundation

/// Reads `map.csv`: the corners of each district, ring by ring.
enum MapReader {
    /// Nil when the country has no map. Every fault is recorded with its line.
    static func map(_ folder: PackFolder, _ places: [Country.Place], _ faults: inout Faults) -> CountryMap? {
        let file = "map.csv"
        guard folder.has(file) else { return nil }
        var rings: [String: [String: [CountryMap.Point]]] = [:]
        var lines: [String: [String: Int]] = [:]
        for line in Table(folder, file, columns: ["place", "ring", "x", "y"], &faults).lines {
            guard let x = Double(line["x"]), let y = Double(line["y"]), x.isFinite, y.isFinite else {
                faults.add(file, line.number, "x and y are numbers")
                continue
            }
            if !places.contains(where: { $0.code == line["place"] }) {
                faults.add(file, line.number, "there is no place \"\(line["place"])\" in places.csv")
            }
            rings[line["place"], default: [:]][line["ring"], default: []].append(CountryMap.Point(x: x, y: y))
            lines[line["place"], default: [:]][line["ring"]] = line.number
        }
        for (place, own) in rings {
            for (ring, points) in own where points.count < 4 || points.first != points.last {
                faults.add(file, lines[place]?[ring] ?? 1, "the ring \(ring) of \"\(place)\" is open: it must end where it began")
            }
        }
        // Towns stand inside districts and have no outline.
        for place in places where place.parent.isEmpty && rings[place.code] == nil {
            faults.add(file, 1, "the place \"\(place.code)\" has no outline")
        }
        return CountryMap(
            outlines: rings.sorted { $0.key < $1.key }.map { place, own in
                CountryMap.Outline(place: place, rings: own.sorted { $0.key < $1.key }.map(\.value))
            })
    }
}
