import Register

/// The way from page to page of a long list.
extension Visit {
    /// From 0. What is no number is the first page.
    var pageNumber: Int { (Bounded.whole(query.first("page"), in: 1...100_001) ?? 1) - 1 }

    /// Nothing where all stand on one page. `query` is what else stands in the address: codes only.
    func pager(_ path: String, _ query: [String: String] = [:], count: Int, size: Int) -> HTML {
        let pages = (count + size - 1) / size
        guard pages > 1 else { return .none }
        let rest = query.sorted { $0.key < $1.key }.map { "&\($0.key)=\($0.value)" }.joined()
        let page = pageNumber
        return """
            <nav class="pager" aria-label="\(say("list.pages"))">\(if: page > 0, "<a href=\"\(path)?page=\(page)\(rest)\">\(say("list.before"))</a> ")<span>\(say("list.page", ["page": String(page + 1), "pages": String(pages)]))</span>\(if: page + 1 < pages, " <a href=\"\(path)?page=\(page + 2)\(rest)\">\(say("list.next"))</a>")</nav>
            """
    }
}
