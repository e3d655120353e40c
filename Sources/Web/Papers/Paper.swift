import Foundation
import Register
import Store

/// A sheet that leaves the house: the words of a page with a style of its own, as the press and as a reader without us need it.
struct Paper: Sendable {
    let title: String
    let language: String
    let country: String
    let foot: String
    let body: HTML
    var style = Paper.plain

    var html: HTML {
        """
        <!doctype html>
        <html lang="\(language)"><head><meta charset="utf-8"><title>\(title)</title><style>\(style)</style></head>
        <body><header><p>\(country)</p></header><main>\(body)</main><footer><p>\(foot)</p></footer></body></html>
        """
    }

    static let plain = HTML(
        markup: """
            @page{size:A4;margin:22mm 20mm 24mm;@bottom-right{content:counter(page) " / " counter(pages);font:9pt "DejaVu Sans"}}
            body{font:10pt/1.45 "DejaVu Sans",sans-serif;color:#000}
            header{border-bottom:1pt solid #000;margin-bottom:6mm}header p{margin:0 0 2mm;font-size:9pt}
            h1{font-size:16pt;line-height:1.2;margin:0 0 3mm}h2{font-size:12pt;margin:6mm 0 2mm;break-after:avoid}h3{font-size:10.5pt;margin:4mm 0 1mm;break-after:avoid}
            dl{margin:0;display:block}dt{font-weight:bold;margin-top:1.5mm;break-after:avoid}dd{margin:0 0 0 4mm}
            table{border-collapse:collapse;width:100%}th,td{border:.4pt solid #555;padding:1mm 1.5mm;text-align:left;vertical-align:top}
            ul,ol{margin:1mm 0;padding-left:5mm}.hint{color:#333}.digest{font:7.5pt "DejaVu Sans Mono",monospace;word-break:break-all}
            footer{border-top:.4pt solid #555;margin-top:8mm;font-size:8.5pt}.visually-hidden{display:none}a{color:#000;text-decoration:none}
            """)
}

extension Visit {
    /// Presses a paper, away from the threads that serve pages. The same words at the same moment are the same bytes.
    func press(_ paper: Paper, at moment: Moment) async throws -> Data {
        let html = Data(paper.html.text.utf8)
        let press = site.press
        return try await site.pressing.run { try await press.pdf(from: html, at: moment) }
    }

    /// What to do when no paper can be pressed: print the page, or say which part went wrong.
    func refused(_ fault: Press.Fault) -> HTML { refused(Refusal("press.\(fault)")) }
}
