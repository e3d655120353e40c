import Pack
import Register

/// A number for each district on a map that is drawn and not measured, darker for more, with patterns as well as colour; the table
/// stands beside it and says the same.
struct DistrictMap {
    /// Tells the patterns of several maps on one page apart.
    let id: String
    let caption: String
    /// The heads of the table: what a place is, and what is counted.
    let heads: (place: String, count: String)
    let map: CountryMap
    let values: [String: Int]
    /// The name of a place, and the words for the number of none.
    let name: (String) -> String
    let none: String
    /// How a number is written.
    var number: (Int) -> String = { String($0) }

    private static let shades = 4
    /// Units: of the map. Strokes and letters are this part of its width.
    private var unit: Double { (right - left) / 100 }

    private var points: [CountryMap.Point] { map.outlines.flatMap { $0.rings.flatMap(\.self) } }
    private var left: Double { points.map(\.x).min() ?? 0 }
    private var right: Double { points.map(\.x).max() ?? 1 }
    private var top: Double { points.map(\.y).min() ?? 0 }
    private var bottom: Double { points.map(\.y).max() ?? 1 }

    /// The places by name; their numbers in the map are those of the table.
    private var places: [(place: String, outline: CountryMap.Outline)] {
        map.outlines.map { ($0.place, $0) }.sorted { name($0.place) < name($1.place) }
    }

    var html: HTML {
        let most = max(values.values.max() ?? 0, DistrictMap.shades)
        let rows = places.enumerated().map { index, each -> HTML in
            "<tr><th scope=\"row\">\(index + 1). \(name(each.place))</th><td>\(number(values[each.place] ?? 0))</td></tr>"
        }
        return """
            <figure class="map"><figcaption>\(caption)</figcaption><div class="grid2"><div>\(drawing(most))\(legend(most))</div>
            <table><caption class="visually-hidden">\(caption)</caption><thead><tr><th scope="col">\(heads.place)</th><th scope="col">\(heads.count)</th></tr></thead><tbody>\(rows)</tbody></table></div></figure>
            """
    }

    private func shade(_ value: Int, _ most: Int) -> Int {
        value == 0 ? 0 : min(DistrictMap.shades, (value * DistrictMap.shades - 1) / most + 1)
    }

    private func drawing(_ most: Int) -> HTML {
        let edge = unit * 3
        let shapes = places.map { each -> HTML in
            let path = each.outline.rings.map { ring in
                "M" + ring.dropLast().map { "\($0.x) \($0.y)" }.joined(separator: "L") + "z"
            }.joined()
            let value = values[each.place] ?? 0
            return
                "<path fill=\"url(#\(id)-\(shade(value, most)))\" d=\"\(path)\"><title>\(name(each.place)): \(number(value))</title></path>"
        }
        let numbers = places.enumerated().map { index, each -> HTML in
            let middle = DistrictMap.middle(of: each.outline)
            return "<text x=\"\(DistrictMap.short(middle.x))\" y=\"\(DistrictMap.short(middle.y))\">\(index + 1)</text>"
        }
        return """
            <svg role="img" aria-label="\(caption)" viewBox="\(DistrictMap.short(left - edge)) \(DistrictMap.short(top - edge)) \(DistrictMap.short(right - left + 2 * edge)) \(DistrictMap.short(bottom - top + 2 * edge))">\(patterns)<g stroke-width="\(DistrictMap.short(unit))">\(shapes)</g><g class="numbers" font-size="\(DistrictMap.short(unit * 6.5))" stroke-width="\(DistrictMap.short(unit * 2))">\(numbers)</g></svg>
            """
    }

    /// How wide the lines and dots of each shade are, as parts of the side of its pattern; the grounds stand in app.css.
    static let (dot, line, crossed) = (0.14, 0.24, 0.24)

    /// Which part of a shade is covered by its marks: each is darker than the one before.
    static let covered = [0, Double.pi * dot * dot, line, 1 - (1 - crossed) * (1 - crossed), 0]

    /// A pattern for each shade: nothing, dots, lines, crossed lines, full.
    private var patterns: HTML {
        let side = unit * 6
        let at = { (part: Double) in DistrictMap.short(side * part) }
        let marks: [HTML] = [
            .none, "<circle cx=\"\(at(0.5))\" cy=\"\(at(0.5))\" r=\"\(at(DistrictMap.dot))\"/>",
            "<path d=\"M0 \(at(0.5))h\(at(1))\" stroke-width=\"\(at(DistrictMap.line))\"/>",
            "<path d=\"M0 \(at(0.5))h\(at(1))M\(at(0.5)) 0v\(at(1))\" stroke-width=\"\(at(DistrictMap.crossed))\"/>", .none,
        ]
        let all = marks.enumerated().map { shade, mark -> HTML in
            "<pattern id=\"\(id)-\(shade)\" class=\"shade\(shade)\" width=\"\(at(1))\" height=\"\(at(1))\" patternUnits=\"userSpaceOnUse\"><path class=\"ground\" d=\"M0 0h\(at(1))v\(at(1))H0z\"/>\(mark)</pattern>"
        }
        return "<defs>\(all)</defs>"
    }

    private func legend(_ most: Int) -> HTML {
        let items = (0...DistrictMap.shades).map { shade -> HTML in
            let low = shade == 0 ? 0 : (shade - 1) * most / DistrictMap.shades + 1
            let high = shade * most / DistrictMap.shades
            let words = shade == 0 ? none : low == high ? number(low) : "\(number(low)) – \(number(high))"
            let side = DistrictMap.short(unit * 12)
            return
                "<li><svg aria-hidden=\"true\" viewBox=\"0 0 \(side) \(side)\"><path fill=\"url(#\(id)-\(shade))\" d=\"M0 0h\(side)v\(side)H0z\"/></svg> \(words)</li>"
        }
        return "<ul class=\"legend\">\(items)</ul>"
    }

    /// Where the number of a place stands: the middle of its largest ring. Source: Bourke, the centroid of a polygon.
    static func middle(of outline: CountryMap.Outline) -> (x: Double, y: Double) {
        var best = (area: 0.0, x: 0.0, y: 0.0)
        for ring in outline.rings {
            var (area, x, y) = (0.0, 0.0, 0.0)
            for (a, b) in zip(ring, ring.dropFirst()) {
                let cross = a.x * b.y - b.x * a.y
                area += cross
                x += (a.x + b.x) * cross
                y += (a.y + b.y) * cross
            }
            if abs(area) > best.area, area != 0 { best = (abs(area), x / (3 * area), y / (3 * area)) }
        }
        return (best.x, best.y)
    }

    private static func short(_ value: Double) -> String {
        let tenths = Bounded.whole(of: value * 100)
        return "\(Double(tenths) / 100)"
    }
}
