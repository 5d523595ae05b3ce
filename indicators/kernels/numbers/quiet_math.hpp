#pragma once

#include <boost/math/policies/policy.hpp>

namespace entangled::kernels {

/// Policy for Boost.Math: a result out of the range of double is its limit or NaN, never an exception; the caller
/// checks.
using QuietMath =
    boost::math::policies::policy<boost::math::policies::domain_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::pole_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;

}  // namespace entangled::kernels
