internal import CHDF5
internal import Synchronization

/// How the library is called: by one thread at a time, with its words on failure.
enum HDF5 {
    private static let lock = Mutex(())

    /// Calls the library while nobody else of this process does.
    static func locked<Value: Sendable>(_ body: () -> Value) -> Value {
        lock.withLock { _ in
            // Errors are returned and thrown; unasked, the library would print them.
            H5Eset_auto2(subkelvin_h5_current_stack(), nil, nil)
            return body()
        }
    }

    /// Calls the library for a handle, or for a code, neither of which is negative.
    ///
    /// - Throws: ``TableFileError`` with the library's words.
    @discardableResult
    static func call(path: String, object: String, _ body: () -> hid_t) throws(TableFileError) -> hid_t {
        let result = locked { () -> Result<hid_t, TableFileError> in
            let answer = body()
            return answer >= 0 ? .success(answer) : .failure(.last(path: path, object: object))
        }
        return try result.get()
    }

    /// Describes an object by an attribute.
    static func set(
        _ attribute: String, to value: TableAttribute, of object: hid_t, path: String, name: String
    ) throws(TableFileError) {
        try call(path: path, object: "\(name), attribute \(attribute)") { () in
            switch value {
            case .integer(var number):
                return write(attribute, of: object, subkelvin_h5_little_int64(), subkelvin_h5_int64(), &number)
            case .number(var number):
                return write(attribute, of: object, subkelvin_h5_little_double(), subkelvin_h5_double(), &number)
            case .text(let text):
                let type = H5Tcopy(subkelvin_h5_c_string())
                defer { H5Tclose(type) }
                guard H5Tset_size(type, max(text.utf8.count, 1)) >= 0, H5Tset_cset(type, H5T_CSET_UTF8) >= 0,
                    H5Tset_strpad(type, H5T_STR_NULLPAD) >= 0
                else { return -1 }
                return text.withCString { write(attribute, of: object, type, type, $0) }
            }
        }
    }

    private static func write(
        _ attribute: String, of object: hid_t, _ stored: hid_t, _ native: hid_t, _ value: UnsafeRawPointer
    ) -> hid_t {
        let space = H5Screate(H5S_SCALAR)
        defer { H5Sclose(space) }
        let standard = subkelvin_h5_default()
        let made = H5Acreate2(object, attribute, stored, space, standard, standard)
        guard made >= 0 else { return made }
        defer { H5Aclose(made) }
        return hid_t(H5Awrite(made, native, value))
    }
}
