#include "indicators/kernels/hawkes/model.hpp"

#include "indicators/kernels/numbers/legal.hpp"

#include <cmath>
#include <span>

namespace entangled::kernels {
namespace {

template <class Dense>
std::span<const double> entries(const Dense& matrix)
{
    return {matrix.data(), static_cast<std::size_t>(matrix.size())};
}

// Eigen's matrices are constructible from anything, so an Error does not become a Result of a matrix by itself.
Result<Eigen::MatrixXd> refused(const char* why)
{
    return Result<Eigen::MatrixXd>{boost::system::in_place_error, Error{Errc::bad_value, why}};
}

bool legal_decay(double decay) { return std::isfinite(decay) && decay > 0.0; }

Result<Eigen::MatrixXd> finite(Eigen::MatrixXd matrix)
{
    if (!all_finite(entries(matrix))) return refused("hawkes: an entry exceeds the range of double");
    return matrix;
}

}  // namespace

Result<void> check(const HawkesModel& model)
{
    const Eigen::Index d = model.background.size();
    if (d == 0) return Error{Errc::no_data, "hawkes: a model of no types"};
    if (model.branching.rows() != d || model.branching.cols() != d) {
        return Error{Errc::bad_value, "hawkes: branching has one row and one column for each type"};
    }
    if (!all_non_negative(entries(model.background)) || !all_non_negative(entries(model.branching))) {
        return Error{Errc::bad_value, "hawkes: a background rate or a branching entry is negative or not finite"};
    }
    if (!legal_decay(model.decay)) return Error{Errc::bad_value, "hawkes: the decay is not positive and finite"};
    if (!std::isfinite(model.branching.sum() * model.decay) || !std::isfinite(model.background.sum())) {
        return Error{Errc::bad_value, "hawkes: the intensity after one event exceeds the range of double"};
    }
    return {};
}

Result<Eigen::MatrixXd> branching_from_jumps(const Eigen::MatrixXd& jumps, double decay)
{
    if (!legal_decay(decay) || !all_non_negative(entries(jumps))) {
        return refused("branching_from_jumps: jumps >= 0 and decay > 0, both finite");
    }
    return finite(jumps / decay);
}

Result<Eigen::MatrixXd> jumps_from_branching(const Eigen::MatrixXd& branching, double decay)
{
    if (!legal_decay(decay) || !all_non_negative(entries(branching))) {
        return refused("jumps_from_branching: branching >= 0 and decay > 0, both finite");
    }
    return finite(branching * decay);
}

Result<Eigen::MatrixXd> branching_from_source_rows(const Eigen::MatrixXd& source_rows)
{
    if (!all_non_negative(entries(source_rows))) {
        return refused("branching_from_source_rows: an entry is negative or not finite");
    }
    return Eigen::MatrixXd{source_rows.transpose()};
}

}  // namespace entangled::kernels
