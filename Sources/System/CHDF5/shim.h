#pragma once
// Debian keeps the serial library in a folder of its own, beside the one for MPI.
#include <hdf5/serial/hdf5.h>

// Types and property lists are macros over variables of the library that are set when it is opened.
static inline hid_t subkelvin_h5_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t subkelvin_h5_double(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t subkelvin_h5_uint8(void) { return H5T_NATIVE_UINT8; }
static inline hid_t subkelvin_h5_little_int64(void) { return H5T_STD_I64LE; }
static inline hid_t subkelvin_h5_little_double(void) { return H5T_IEEE_F64LE; }
static inline hid_t subkelvin_h5_little_uint8(void) { return H5T_STD_U8LE; }
static inline hid_t subkelvin_h5_c_string(void) { return H5T_C_S1; }
static inline hid_t subkelvin_h5_dataset_creation(void) { return H5P_DATASET_CREATE; }
static inline hid_t subkelvin_h5_default(void) { return H5P_DEFAULT; }
static inline hsize_t subkelvin_h5_unlimited(void) { return H5S_UNLIMITED; }
static inline hid_t subkelvin_h5_current_stack(void) { return H5E_DEFAULT; }

// Truncates what is there; fails where it cannot be written.
static inline hid_t subkelvin_h5_create_file(const char *path, hid_t creation) {
    return H5Fcreate(path, H5F_ACC_TRUNC, creation, H5P_DEFAULT);
}

// The innermost message of the library's stack of errors: what went wrong, without the calls that led there.
static inline herr_t subkelvin_h5_first_message(unsigned n, const H5E_error2_t *error, void *text) {
    if (n == 0) *(const char **)text = error->desc;
    return 0;
}
