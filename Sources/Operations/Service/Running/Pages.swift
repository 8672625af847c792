internal import HTTPServing

/// The dashboard's pages and what they load.
enum Pages {
    /// Adds the routes of all pages and files.
    static func add(to router: inout Router) {
        for page in ["/", "/on-call", "/devices/{device}", "/links/{device}", "/assets/{file}"] {
            router.get(page) { request in try answer(request) }
        }
    }

    private static func answer(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
        let path = "/" + request.path.joined(separator: "/")
        guard let file = DashboardFiles.file(at: path) else {
            throw .notFound("there is nothing at \(path.prefix(200))")
        }
        var headers: HTTPFields = ["content-type": file.contentType, "etag": file.entityTag]
        for (name, value) in DashboardFiles.headers { headers[name] = value }
        if request.headers.values("if-none-match").contains(file.entityTag) {
            return HTTPResponse(.notModified, headers: headers)
        }
        return HTTPResponse(headers: headers, body: .bytes(Array(file.content.utf8)))
    }
}
