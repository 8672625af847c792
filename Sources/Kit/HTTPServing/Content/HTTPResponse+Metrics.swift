public import Observability

extension HTTPResponse {
    /// A program's metrics in the format that the request accepts: Prometheus' text or OpenMetrics, the former where
    /// both are wanted alike.
    ///
    /// 406 when it wants neither.
    public static func metrics(_ registry: MetricsRegistry, for request: HTTPRequest) throws(HTTPError) -> HTTPResponse
    {
        let formats = MetricsRegistry.Format.allCases
        let accept = AcceptHeader(request.headers.values("accept"))
        guard let choice = accept.preferred(among: formats.map(\.contentType)) else {
            throw HTTPError(
                .notAcceptable, code: "not-acceptable", "metrics come as Prometheus' text or as OpenMetrics alone",
                hint: "Accept: text/plain or application/openmetrics-text")
        }
        return .bytes(registry.bytes(formats[choice]), type: formats[choice].contentType)
    }
}
