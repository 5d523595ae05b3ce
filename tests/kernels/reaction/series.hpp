#pragma once

#include <Eigen/Core>
#include <vector>

namespace entangled::testing {

// Net cooperation of the United States towards China and back, 24 made-up weeks; the second is the first a week later,
// with noise, so that "the first leads" must be the verdict.
inline const std::vector<double> us_weeks{-1.2, -0.8, -2.5, -3.1, -1.0, 0.4,  -0.6, -2.2, -4.0, -3.6, -1.9, -1.1,
                                          0.2,  0.9,  -0.5, -1.7, -2.8, -3.3, -2.0, -0.9, -1.4, -2.6, -3.8, -2.4};
inline const std::vector<double> cn_weeks{-0.5, -1.0, -0.9, -2.0, -2.9, -1.2, 0.1,  -0.4, -1.8, -3.5, -3.2, -2.1,
                                          -1.0, 0.3,  0.6,  -0.3, -1.5, -2.4, -3.0, -1.8, -1.1, -1.2, -2.3, -3.4};

// Chickens (December, thousands) and eggs (million dozens) in the United States, 1930 to 1983. Thurman and Fisher
// (1988), "Chickens, eggs, and causality", as in data set ChickEgg of the R package lmtest.
inline const std::vector<double> chickens{
    468491, 449743, 436815, 444523, 433937, 389958, 403446, 423921, 389624, 418591, 438288, 422841, 476935, 542047,
    582197, 516497, 523227, 467217, 499644, 430876, 456549, 430988, 426555, 398156, 396776, 390708, 383690, 391363,
    374281, 387002, 369484, 366082, 377392, 375575, 382262, 394118, 393019, 428746, 425158, 422096, 433280, 421763,
    404191, 408769, 394101, 379754, 378361, 386518, 396933, 400585, 392110, 384838, 378609, 364584};
inline const std::vector<double> eggs{
    3581, 3532, 3327, 3255, 3156, 3081, 3166, 3443, 3424, 3561, 3640, 3840, 4456, 5000, 5366, 5154, 5130, 5077,
    5032, 5148, 5404, 5322, 5323, 5307, 5402, 5407, 5500, 5442, 5442, 5542, 5339, 5358, 5403, 5345, 5435, 5474,
    5540, 5836, 5777, 5629, 5704, 5806, 5742, 5502, 5461, 5382, 5377, 5408, 5608, 5777, 5825, 5625, 5800, 5656};

/// Two series of one length as the columns of a matrix.
inline Eigen::MatrixXd columns(const std::vector<double>& x, const std::vector<double>& y)
{
    const auto n = static_cast<Eigen::Index>(x.size());
    Eigen::MatrixXd both(n, 2);
    both << Eigen::Map<const Eigen::VectorXd>(x.data(), n), Eigen::Map<const Eigen::VectorXd>(y.data(), n);
    return both;
}

}  // namespace entangled::testing
