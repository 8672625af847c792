import FoundationEssentials
import Glibc

extension Report {
    /// The report as an HTML document that stands alone: style and pictures are part of it.
    ///
    /// The document says to browsers that they must fetch and run nothing, whatever its texts hold.
    ///
    /// - Returns: the document; the same for equal reports.
    /// - Throws: `ReportError` for an uneven table, or a picture that is none.
    public func html() throws(ReportError) -> String {
        var page = """
            <!DOCTYPE html>
            <html lang="\(escapedHTML(language))">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <title>\(escapedHTML(title))</title>
            <style>
            \(Self.style)
            </style>
            </head>
            <body>
            <main>
            <header>
            <h1>\(escapedHTML(title))</h1>

            """
        if !summary.isEmpty { page += "<p class=\"summary\">\(escapedHTML(summary))</p>\n" }
        page += "</header>\n"
        var pictures = 0
        for (number, section) in sections.enumerated() {
            let id = "section-\(number + 1)"
            page += "<section aria-labelledby=\"\(id)\">\n<h2 id=\"\(id)\">\(escapedHTML(section.heading))</h2>\n"
            for block in section.blocks { page += try html(of: block, pictures: &pictures) }
            page += "</section>\n"
        }
        return page + "</main>\n</body>\n</html>\n"
    }

    /// Writes the report as HTML; the file appears whole or not at all.
    ///
    /// - Parameter path: where to; a file that is there is replaced.
    /// - Throws: `ReportError`.
    public func write(to path: String) throws(ReportError) {
        let text = try html()
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw ReportError(report: title, reason: .cannotWrite(path: path, reason: words(of: error)))
        }
    }

    /// The system's own words where it has some, for the rest speaks of the code, not of the file.
    private func words(of error: any Error) -> String {
        guard let code = ((error as? CocoaError)?.underlying as? POSIXError)?.code else { return "\(error)" }
        return unsafe String(cString: strerror(code.rawValue))
    }

    private func html(of block: Block, pictures: inout Int) throws(ReportError) -> String {
        switch block {
        case .paragraph(let text): return "<p>\(escapedHTML(text))</p>\n"
        case .list(let items):
            return "<ul>\n" + items.map { "<li>\(escapedHTML($0))</li>\n" }.joined() + "</ul>\n"
        case .definitions(let definitions):
            let rows = definitions.map { "<dt>\(escapedHTML($0.term))</dt><dd>\(escapedHTML($0.text))</dd>\n" }
            return "<dl>\n" + rows.joined() + "</dl>\n"
        case .code(let text): return "<pre><code>\(escapedHTML(text))</code></pre>\n"
        case .table(let table): return try html(of: table)
        case .picture(let picture):
            pictures += 1
            guard let svg = inlineSVG(picture.svg, prefix: "picture-\(pictures)-") else {
                throw ReportError(report: title, reason: .noPicture(caption: picture.caption))
            }
            return "<figure>\n\(svg)\n<figcaption>\(escapedHTML(picture.caption))</figcaption>\n</figure>\n"
        }
    }

    private func html(of table: Table) throws(ReportError) -> String {
        // A wide table scrolls within its frame, which a keyboard must be able to reach.
        let caption = escapedHTML(table.caption)
        var text = "<div class=\"table\" role=\"region\" aria-label=\"\(caption)\" tabindex=\"0\">\n<table>\n"
        text += "<caption>\(caption)</caption>\n<thead>\n<tr>"
        for column in table.columns {
            text +=
                "<th scope=\"col\"\(column.isNumeric ? " class=\"number\"" : "")>\(escapedHTML(column.heading))</th>"
        }
        text += "</tr>\n</thead>\n<tbody>\n"
        for (number, row) in table.rows.enumerated() {
            guard row.count == table.columns.count else {
                throw ReportError(
                    report: title,
                    reason: .unevenRow(
                        table: table.caption, row: number, expected: table.columns.count, found: row.count))
            }
            text += "<tr>"
            for (index, (cell, column)) in zip(row, table.columns).enumerated() {
                let classes = (column.isNumeric ? ["number"] : []) + (cell.tone == .plain ? [] : [cell.tone.rawValue])
                let style = classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
                let words = escapedHTML(cell.text)
                text += index == 0 ? "<th scope=\"row\"\(style)>\(words)</th>" : "<td\(style)>\(words)</td>"
            }
            text += "</tr>\n"
        }
        return text + "</tbody>\n</table>\n</div>\n"
    }

    /// How it looks: the system's letters, colours of the reader's choice of light or dark, pictures on white.
    private static let style = """
        :root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --rule: #c8c8c8; --faint: #5a5a5a; --shade: #f4f4f4;
          --good: #00674a; --bad: #a33c00; --notable: #7a5200; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e8e8e8; --paper: #161616; --rule: #4a4a4a; --faint: #b4b4b4; --shade: #222;
            --good: #5fd3b0; --bad: #ff9a5c; --notable: #f0c060; }
        }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
        main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .4rem; }
        h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; border-bottom: 1px solid var(--rule); padding-bottom: .2rem; }
        .summary, figcaption { color: var(--faint); }
        .table { overflow-x: auto; margin: 1rem 0; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        caption { text-align: left; color: var(--faint); padding-bottom: .4rem; }
        th, td { text-align: left; vertical-align: baseline; padding: .3rem 1rem .3rem 0; border-bottom: 1px solid var(--rule); }
        thead th { border-bottom: 2px solid var(--faint); vertical-align: bottom; }
        tbody th { font-weight: 600; }
        .number { text-align: right; padding-left: .7rem; }
        .good { color: var(--good); font-weight: 600; }
        .bad { color: var(--bad); font-weight: 700; }
        .notable { color: var(--notable); font-weight: 600; }
        dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .3rem 1.2rem; }
        dt { font-weight: 600; }
        dd { margin: 0; overflow-wrap: anywhere; }
        pre { background: var(--shade); padding: .8rem 1rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
        figure { margin: 1.2rem 0; }
        figure svg { width: 100%; height: auto; background: #fff; }
        @media print {
          :root { --ink: #000; --paper: #fff; --rule: #999; --faint: #333; --shade: #f4f4f4;
            --good: #00674a; --bad: #a33c00; --notable: #7a5200; }
          @page { margin: 18mm 15mm; }
          html { font-size: 9.5pt; }
          main { max-width: none; padding: 0; }
          h2 { break-after: avoid; }
          .table { overflow: visible; }
          figure, pre, .table, li { break-inside: avoid; }
          figure svg { max-height: 200mm; }
        }
        """
}
