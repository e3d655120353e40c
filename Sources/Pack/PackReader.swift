import Foundation
import Register

/// Reads what `pack.yml` says of the country itself: its name, languages, clock and numbers, and the choices it offers.
enum PackReader {
    /// Every key of `pack.yml`; those on how a case is worked stand with their reader.
    static let shape = Shape.map(
        [
            "country": .text, "name": .text, "version": .text, "casePrefix": .text, "languages": .names, "timeZone": .text,
            "currencySign": .text, "hotline": .text, "emergency": .text, "legalBasis": .text, "consentExpiryDays": .count,
            "decisionHours": .count, "opening": .text, "screening": .text, "forms": .names,
        ],
        [
            "region": .text, "unreviewed": .names, "keyKeeper": .text, "currency": .text, "screenings": .names,
            "weekend": .list(.whole(1...7), once: ""), "workingHours": .list(.whole(0...24)), "training": TrainingReader.terms,
            "exceptions": .choices, "declineReasons": .choices, "closureReasons": .choices, "purposes": .choices,
            "consentQuestions": .choices, "glassReasons": .choices, "concernOutcomes": .choices,
        ]
    ).and([:], PracticeReader.keys).and([:], TriageReader.keys)

    static func read(_ pack: Yaml, into country: inout Country, _ faults: inout Faults) {
        country.code = pack.word("country")
        country.name = pack.wording("name")
        country.version = pack.word("version")
        country.casePrefix = pack.word("casePrefix")
        for (key, fits, what) in [
            ("country", /[A-Z]{3}/, "three capital letters"),
            ("casePrefix", /[A-Z0-9]{1,8}/, "one to eight capital letters or digits"),
        ] {
            if let at = pack[key], let word = at.text, word.wholeMatch(of: fits) == nil { faults.add(at, "\(key): write \(what)") }
        }
        country.region = pack["region"]?.text
        country.currencySign = pack.word("currencySign")
        country.hotline = pack.word("hotline")
        country.emergency = pack.word("emergency")
        country.keyKeeper = pack.word("keyKeeper")
        country.legalBasis = pack.word("legalBasis")
        country.consentExpiryDays = pack["consentExpiryDays"]?.whole ?? 0
        country.decisionHours = pack["decisionHours"]?.whole ?? 0
        country.exceptions = [Choice](pack["exceptions"])
        country.declineReasons = [Choice](pack["declineReasons"])
        country.closureReasons = [Choice](pack["closureReasons"])
        country.purposes = [Choice](pack["purposes"])
        country.consentQuestions = [Choice](pack["consentQuestions"])
        country.glassReasons = [Choice](pack["glassReasons"])
        country.concernOutcomes = [Choice](pack["concernOutcomes"])
        country.riskLevels = pack.list("riskLevels").map { entry in
            Country.RiskLevel(code: entry.word("code"), points: entry["points"]?.whole ?? 0)
        }.sorted { $0.points > $1.points }
        languages(pack, &country, &faults)
        country.zone = zone(pack["timeZone"], &faults)
        if let region = pack["region"] {
            faults.check(region, among: Regions.choices.map(\.code), "no code of a country (ISO 3166-1, two letters)")
        }
    }

    private static func languages(_ pack: Yaml, _ country: inout Country, _ faults: inout Faults) {
        country.languages = pack.texts("languages")
        country.unreviewed = Set(pack.texts("unreviewed"))
        for language in pack.words("languages") {
            faults.check(language, among: Words.program.keys.sorted(), "no language of the program")
        }
        if let entry = pack["languages"], !country.languages.contains("en") {
            faults.add(entry, "English must be among the languages: other words fall back on it")
        }
        for language in pack.words("unreviewed") {
            faults.check(language, among: country.languages, "not among the languages", of: [.pack])
        }
    }

    /// By its name in the list of the world's clocks (IANA).
    private static func zone(_ yaml: Yaml?, _ faults: inout Faults) -> Zone {
        guard let yaml, let name = yaml.text else { return .utc }
        if let zone = Zone(named: name) { return zone }
        faults.check(yaml, among: TimeZone.knownTimeZoneIdentifiers, "no time zone; write one such as America/St_Lucia")
        return .utc
    }

    /// Which days are worked. Saturday and Sunday are not unless the pack says otherwise; people work from eight to sixteen.
    static func calendar(_ pack: Yaml, _ country: Country, _ faults: inout Faults) -> WorkCalendar {
        var hours = 8..<16
        if let yaml = pack["workingHours"] {
            let both = yaml.list.compactMap(\.whole)
            if both.count == 2, both[0] < both[1] {
                hours = both[0]..<both[1]  // bounded: the line above holds them in order
            } else {
                faults.add(yaml, "working hours are two hours of the day, such as [8, 16]")
            }
        }
        let weekend = pack["weekend"].map { Set($0.list.compactMap(\.whole)) } ?? [6, 7]
        return WorkCalendar(zone: country.zone, weekend: weekend, holidays: Set(country.holidays.keys), hours: hours)
    }
}
