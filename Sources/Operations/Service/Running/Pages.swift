internal import HTTPServing

/// The dashboard's pages and what they load.
enum Pages {
    /// Adds the routes of all pages and files.
    static func add(to router: inout Router) {
        var headers = HTTPFields()
        for (name, value) in DashboardFiles.headers { headers[name] = value }
        var content = StaticContent(headers: headers)
        let pages = DashboardFiles.pages.map { (address: $0.replacing("*", with: "{device}"), path: "/") }
        for (address, path) in pages + DashboardFiles.assetPaths.map({ ($0, $0) }) {
            guard let file = DashboardFiles.file(at: path) else { continue }
            content.add(address, Array(file.content.utf8), type: file.contentType)
        }
        router.serve(content)
    }
}
