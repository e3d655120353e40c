import Pack
import Register
import Store

/// Certificates as they are printed: one to a sheet, each with the square that leads to the page that checks it.
struct CertificatePaper {
    private static let mostModules = 12

    private let visit: Visit
    private let certificates: [Certificate]
    /// The name of the key that signs this country's badges.
    private let key: String

    init(_ visit: Visit, _ certificates: [Certificate]) throws {
        self.visit = visit
        self.certificates = certificates
        key = try visit.store.badgeKey(at: visit.now).did
    }

    /// For the press. All in one file, in the order of the list.
    var paper: Paper {
        let language = certificates.first?.language ?? visit.language
        return Paper(
            title: visit.country.words.say("certificate.list", language), language: language, country: visit.country.name.english,
            foot: "",
            body: "\(certificates.map { Sheet(visit: visit, certificate: $0, key: key).html })", style: CertificatePaper.style)
    }

    /// For printing from the browser, where nothing presses papers.
    var page: HTML { "\(certificates.map { Sheet(visit: visit, certificate: $0, key: key).html })" }

    /// One sheet, in the language of its workshop.
    private struct Sheet {
        let visit: Visit
        let certificate: Certificate
        let key: String

        private func say(_ key: String, _ holes: [String: String] = [:]) -> String {
            visit.country.words.say(key, certificate.language, holes)
        }
        private func day(_ day: Day) -> String { visit.inbound.say(day, in: certificate.language) }

        var html: HTML {
            let words = visit.country.words
            let issuer = visit.issuer(in: certificate.language)
            let agency = visit.country.agency(certificate.agency).map { words.text($0.name, certificate.language) } ?? ""
            let days =
                certificate.days.count == 1
                ? certificate.days : [certificate.days[0], certificate.days[certificate.days.count - 1]]
            let address = visit.inbound.address("/verify/\(certificate.serial)")
            return """
                <section class="certificate" lang="\(certificate.language)"><p class="issuer">\(issuer)</p><p class="country">\(words.text(visit.country.name, certificate.language))</p><h1>\(say("certificate.title"))</h1>
                <div class="who"><p>\(say("certificate.that"))</p><p class="holder\(if: certificate.name.count > 36, " long")">\(certificate.name)</p>\(if: !agency.isEmpty, "<p>\(agency)</p>")<p>\(say(certificate.isTested ? "certificate.passed" : "certificate.tookPart"))</p>
                <p class="course\(if: certificate.course.count > 60, " long")">\(certificate.course)</p><p>\(say("certificate.version", ["version": String(certificate.version)])) · \(days.map(day).joined(separator: " – ")) · \(certificate.place)</p>
                <p>\(say("certificate.until", ["issued": day(certificate.issuedOn), "expires": day(certificate.expiresOn)]))</p></div>
                <div class="what">\(modules)<h2>\(say("certificate.length"))</h2><p>\(length)</p></div>
                <div class="signs">\(if: !certificate.trainers.isEmpty, "<p>\(say("certificate.trainers")): \(certificate.trainers.joined(separator: ", "))</p>")<p>\(say("certificate.signature", ["issuer": issuer]))</p></div>
                <div class="check">\(QR.svg(address, label: say("certificate.square")))<p><strong>\(say("certificate.serial")): \(certificate.serial)</strong><br>\(say("certificate.check")) \(address)<br><small>\(say("certificate.keyPaper")) \(key)</small></p></div></section>
                """
        }

        private var modules: HTML {
            let all = certificate.terms.modules
            guard !all.isEmpty else { return .none }
            let shown = all.count > CertificatePaper.mostModules ? all.prefix(CertificatePaper.mostModules - 1) : all[...]
            let items = shown.map { "<li>\($0.title)\($0.minutes.map { " (\($0) min)" } ?? "")</li>" as HTML }
            let more = all.count - shown.count
            return
                "<h2>\(say("certificate.contents"))</h2><ul>\(items)\(if: more > 0, "<li>\(say("certificate.moreModules", ["count": String(more)]))</li>")</ul>"
        }

        /// Half-days, and how long the modules take where each says so.
        private var length: String {
            let halves = certificate.halfDays
            let days = say("certificate.halfDays.\(halves == 1 ? "one" : "other")", ["count": String(halves)])
            guard let minutes = certificate.minutes else { return days }
            let rest = minutes % 60 == 0 ? "" : " \(minutes % 60) min"
            return "\(days), \(minutes / 60) h\(rest)"
        }
    }

    private static let style = HTML(
        markup: """
            @page{size:A4 landscape;margin:12mm}header,footer{display:none}body{font:12pt/1.4 "DejaVu Sans",sans-serif;color:#000;margin:0}
            .certificate{position:relative;box-sizing:border-box;height:184mm;border:2pt solid #0b4f5c;break-inside:avoid;break-after:page}.certificate:last-child{break-after:auto}
            p{margin:0 0 2.5mm}.issuer,.country,h1{margin:0 16mm;color:#0b4f5c}.issuer{padding-top:11mm;font-size:14pt;font-weight:bold;line-height:1.2}h1{font-size:28pt;line-height:1.1;padding-top:4mm}
            .who{position:absolute;left:16mm;top:46mm;width:152mm;height:74mm;overflow:hidden}.holder{font-size:22pt;font-weight:bold;line-height:1.15}.course{font-size:16pt;font-weight:bold;line-height:1.2}.holder.long{font-size:15pt}.course.long{font-size:12pt}
            .what{position:absolute;left:178mm;top:46mm;width:74mm;height:72mm;overflow:hidden;padding-left:6mm;border-left:.6pt solid #0b4f5c;font-size:9.5pt;line-height:1.3}h2{font-size:10pt;margin:0 0 1mm;color:#0b4f5c}ul{margin:0 0 3mm;padding-left:4mm}
            .signs p{position:absolute;left:16mm;top:126mm;width:100mm;border-top:.6pt solid #000;padding-top:1mm;font-size:9pt;line-height:1.3}.signs p:last-child{left:146mm}.signs p:first-child{left:16mm}
            .check{position:absolute;left:16mm;right:16mm;bottom:8mm}.check p{position:absolute;left:36mm;bottom:1mm;font-size:9pt;margin:0}.check small{font-size:6.5pt}.qr{width:30mm;height:30mm;display:block}
            """)
}
