import Configuration

extension CryostatError {
    /// The same error with its place in the file that it was found to be about, once that file was read and solved.
    ///
    /// - Parameter path: of the file.
    /// - Returns: a `ConfigurationError` with line and column; this error itself where the file cannot be read again.
    public func placed(in path: String) -> any Error {
        var decoder = ConfigurationDecoder()
        guard let key = Misplaced.key else { return self }
        decoder.userInfo[key] = self
        do throws(ConfigurationError) {
            _ = try decoder.decode(Misplaced.self, fromFile: path)
            return self
        } catch {
            return error
        }
    }

    /// A file read for nothing but the place of an error.
    private struct Misplaced: Decodable {
        static let key = CodingUserInfoKey(rawValue: "CryostatError.misplaced")

        init(from decoder: any Decoder) throws {
            guard let error = Self.key.flatMap({ decoder.userInfo[$0] as? CryostatError }) else { return }
            try CheckedCryostat.placing(decoder) { () throws(CryostatError) in throw error }
        }
    }
}
