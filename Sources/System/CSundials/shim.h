#pragma once
// SUNDIALS asks for <klu.h>, which Debian keeps in a folder of its own. Read first, its guard answers for it.
#include <suitesparse/klu.h>

#include <sundials/sundials_context.h>
#include <nvector/nvector_serial.h>
#include <sunmatrix/sunmatrix_sparse.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunnonlinsol/sunnonlinsol_newton.h>
#include <kinsol/kinsol.h>
#include <kinsol/kinsol_ls.h>
#include <cvode/cvode.h>
#include <cvode/cvode_ls.h>
