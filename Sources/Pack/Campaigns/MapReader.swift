import Foundation

/// Reads `map.csv`: the corners of each district, ring by ring.
enum MapReader {
    static let columns: [Table.Column] = [
        .filled("place"), .filled("ring"), .filled("x", .decimal()), .filled("y", .decimal()),
    ]

    /// Nil when the country has no map.
    static func map(_ pages: PackPages, _ places: [Country.Place], _ faults: inout Faults) -> CountryMap? {
        guard pages.has("map.csv") else { return nil }
        var rings: [String: [String: [CountryMap.Point]]] = [:]
        var first: [String: [String: Yaml]] = [:]
        let table = pages.table("map.csv")
        for line in table.lines {
            guard let x = line.cell("x").decimal, let y = line.cell("y").decimal else { continue }
            if !places.contains(where: { $0.code == line["place"] }) {
                faults.check(line.cell("place"), among: places.map(\.code), "no place of places.csv", of: [.places])
                faults.doubt(.map)
            }
            rings[line["place"], default: [:]][line["ring"], default: []].append(CountryMap.Point(x: x, y: y))
            first[line["place"], default: [:]][line["ring"]] = first[line["place"]]?[line["ring"]] ?? line.start
        }
        for (place, own) in rings {
            for (ring, points) in own where points.count < 4 || points.first != points.last {
                guard let start = first[place]?[ring] else { continue }
                faults.add(
                    start, "the ring \(ring) of \"\(place)\" is open: it must end where it began", of: [.map, .places])
            }
        }
        // Towns stand inside districts and have no outline.
        for place in places where place.parent.isEmpty && rings[place.code] == nil {
            faults.add(
                table.header.first ?? .nothing("map.csv"), "the place \"\(place.code)\" has no outline", of: [.places, .map])
        }
        return CountryMap(
            outlines: rings.sorted { $0.key < $1.key }.map { place, own in
                CountryMap.Outline(place: place, rings: own.sorted { $0.key < $1.key }.map(\.value))
            })
    }
}
