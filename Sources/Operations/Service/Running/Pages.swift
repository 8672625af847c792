internal import HTTPServing

/// The dashboard's files.
enum Pages {
    /// Adds the routes of all pages and files.
    static func add(to router: inout Router) {
        router.get("/") { _ in .text("Subkelvin\n") }
    }
}
