import Pack
import Register

/// Certificates as they are printed: one to a sheet, each with the square that leads to the page that checks it.
struct CertificatePaper {
    let visit: Visit
    let certificates: [Certificate]

    /// For the press. All in one file, in the order of the list.
    var paper: Paper {
        Paper(
            title: say("certificate.list"), language: language, country: visit.country.name, foot: "",
            body: "\(certificates.map(sheet))", style: CertificatePaper.style)
    }

    /// For printing from the browser, where nothing presses papers.
    var page: HTML { "<div class=\"certificates\">\(certificates.map(sheet))</div>" }

    private var language: String { certificates.first?.language ?? visit.language }

    private func say(_ key: String, _ holes: [String: String] = [:]) -> String { visit.country.words.say(key, language, holes) }

    private func sheet(_ certificate: Certificate) -> HTML {
        let words = visit.country.words
        func say(_ key: String, _ holes: [String: String] = [:]) -> String { words.say(key, certificate.language, holes) }
        func day(_ day: Day) -> String { visit.inbound.say(day, in: certificate.language) }
        let address = visit.inbound.address("/verify/\(certificate.serial)")
        let agency = visit.country.agency(certificate.holder.agency).map { words.text($0.name, certificate.language) } ?? ""
        let days =
            certificate.days.count == 1 ? certificate.days : [certificate.days.first, certificate.days.last].compactMap { $0 }
        return """
            <section class="certificate" lang="\(certificate.language)"><p class="country">\(words.text(visit.country.name, certificate.language))</p><h1>\(say("certificate.title"))</h1>
            <p>\(say("certificate.that"))</p><p class="holder">\(certificate.holder.name)</p>\(if: !agency.isEmpty, "<p>\(agency)</p>")<p>\(say("certificate.passed"))</p>
            <p class="course">\(certificate.course)</p><p>\(say("certificate.version", ["version": String(certificate.version)])) · \(days.map(day).joined(separator: " – ")) · \(certificate.place)</p>
            <p>\(say("certificate.until", ["issued": day(certificate.issuedOn), "expires": day(certificate.expiresOn)]))</p>
            <div class="check">\(QR.svg(address, label: say("certificate.square")))<p>\(say("certificate.check"))<br>\(address)</p></div></section>
            """
    }

    private static let style = HTML(
        markup: """
            @page{size:A4 landscape;margin:12mm}header,footer{display:none}body{font:12pt/1.4 "DejaVu Sans",sans-serif;color:#000;margin:0}
            .certificate{position:relative;box-sizing:border-box;height:184mm;padding:14mm 16mm;border:2pt solid #0b4f5c;break-inside:avoid;break-after:page}.certificate:last-child{break-after:auto}
            .country{color:#0b4f5c;font-weight:bold;margin:0}h1{font-size:30pt;line-height:1.1;margin:4mm 0 8mm;color:#0b4f5c}p{margin:0 0 3mm}
            .holder{font-size:22pt;font-weight:bold;line-height:1.2;margin:3mm 0}.course{font-size:16pt;font-weight:bold;margin:3mm 0}
            .check{position:absolute;left:16mm;right:16mm;bottom:10mm}.check p{position:absolute;left:40mm;bottom:2mm;font-size:9pt;margin:0}.qr{width:34mm;height:34mm;display:block}
            """)
}
