internal import CHDF5

/// A column of a ``TableFile``.
public final class TableColumn<Number: TableNumber> {
    /// Its path within the file.
    public let name: String
    private let file: TableFile
    private let dataset: hid_t
    /// How many numbers it has.
    public private(set) var count = 0

    init(_ dataset: hid_t, name: String, of file: TableFile) {
        self.dataset = dataset
        self.name = name
        self.file = file
    }

    /// Adds numbers at its end.
    ///
    /// - Precondition: the file is open.
    /// - Throws: ``TableFileError``.
    public func append(_ numbers: [Number]) throws(TableFileError) {
        precondition(file.isOpen, "\(file.path) is closed")
        guard !numbers.isEmpty else { return }
        try HDF5.call(path: file.path, object: name) { () -> hid_t in
            var (total, start, added) = (hsize_t(count + numbers.count), hsize_t(count), hsize_t(numbers.count))
            guard H5Dset_extent(dataset, &total) >= 0 else { return -1 }
            let (whole, part) = (H5Dget_space(dataset), H5Screate_simple(1, &added, nil))
            defer {
                H5Sclose(whole)
                H5Sclose(part)
            }
            guard H5Sselect_hyperslab(whole, H5S_SELECT_SET, &start, nil, &added, nil) >= 0 else { return -1 }
            return numbers.withUnsafeBytes {
                hid_t(H5Dwrite(dataset, Number.kind.native, part, whole, subkelvin_h5_default(), $0.baseAddress))
            }
        }
        count += numbers.count
    }

    /// Describes the column by an attribute.
    ///
    /// - Precondition: the file is open.
    /// - Throws: ``TableFileError``, also where there is one of that name.
    public func set(_ attribute: String, to value: TableAttribute) throws(TableFileError) {
        precondition(file.isOpen, "\(file.path) is closed")
        try HDF5.set(attribute, to: value, of: dataset, path: file.path, name: name)
    }
}
