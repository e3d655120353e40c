package import Register

/// How a country writes its campaigns: the plan, the records in the order of their work, and what people are asked in a survey.
package struct CampaignForms: Sendable {
    package let plan: Form
    package let records: [Form]
    package let answer: Form?

    package func record(_ id: FormID) -> Form? { records.first { $0.id == id } }
}

/// The outlines of a country's districts, for maps that are drawn and not measured.
package struct CountryMap: Sendable, Equatable {
    package struct Point: Sendable, Equatable {
        package let x: Double
        package let y: Double

        package init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    package struct Outline: Sendable, Equatable {
        /// The code of the place.
        package let place: String
        /// Each closed: it ends where it began.
        package let rings: [[Point]]

        package init(place: String, rings: [[Point]]) {
            self.place = place
            self.rings = rings
        }
    }

    package let outlines: [Outline]

    package init(outlines: [Outline]) { self.outlines = outlines }
}
