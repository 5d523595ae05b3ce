#include "indicators/kernels/networks/input_output.hpp"

#include "indicators/kernels/networks/tables.hpp"

#include <Eigen/LU>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

namespace entangled::kernels {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

// Of the inverse: rounding makes zeros slightly negative; what sums to 1 shows how well I - A could be solved.
constexpr double negligible = 1e-9;
constexpr double negligible_value_added = 1e-14;

std::optional<Error> complaint(const MatrixXd& flows, const VectorXd& output)
{
    if (flows.size() == 0) return Error{Errc::no_data, "leontief: no flows"};
    if (flows.rows() != flows.cols() || flows.rows() != output.size()) {
        return Error{Errc::bad_value, "leontief: flows are square, with one output a column"};
    }
    if (!flows.allFinite() || (flows.array() < 0.0).any()) {
        return Error{Errc::bad_value, "leontief: a flow is negative or not finite"};
    }
    if (!output.allFinite() || (output.array() <= 0.0).any()) {
        return Error{Errc::bad_value,
                     "leontief: an output is not positive: a sector without output has no coefficients"};
    }
    return std::nullopt;
}

/// B = (I - A)^-1; A is productive exactly if it exists and has no negative part (Hawkins and Simon 1949).
bool invert(Leontief& model)
{
    const Index n = model.coefficients.rows();
    const MatrixXd system = MatrixXd::Identity(n, n) - model.coefficients;
    const Eigen::PartialPivLU<MatrixXd> lu{system};
    if (!(lu.rcond() > std::numeric_limits<double>::epsilon())) return false;
    model.inverse = lu.solve(MatrixXd::Identity(n, n));
    if (!model.inverse.allFinite()) return false;
    const double largest = model.inverse.cwiseAbs().maxCoeff();
    if (model.inverse.minCoeff() < -negligible * largest) return false;
    model.inverse = model.inverse.cwiseMax(0.0);
    model.value_origin = model.value_added.asDiagonal() * model.inverse;
    const VectorXd sums = model.value_origin.colwise().sum().transpose();
    return sums.allFinite() && ((sums.array() - 1.0).abs() <= negligible).all();
}

bool same_rows(const MatrixXd& flows, const MatrixXd& final_demand)
{
    return flows.rows() == flows.cols() && flows.rows() == final_demand.rows();
}

}  // namespace

Result<Leontief> leontief(const MatrixXd& flows, const VectorXd& output, NegativeValueAdded negative)
{
    if (auto error = complaint(flows, output)) return *std::move(error);
    Leontief model;
    model.coefficients.resize(flows.rows(), flows.cols());
    for (Index j = 0; j < flows.cols(); ++j) model.coefficients.col(j) = flows.col(j) / output(j);
    if (!model.coefficients.allFinite()) {
        return Error{Errc::bad_value, "leontief: a coefficient exceeds the range of double"};
    }
    model.value_added = VectorXd::Ones(flows.cols()) - model.coefficients.colwise().sum().transpose();
    for (Index j = 0; j < flows.cols(); ++j) {
        double& value_added = model.value_added(j);
        // Inputs that make up all of the output may seem to exceed it by rounding.
        if (std::abs(value_added) <= negligible_value_added) value_added = 0.0;
        if (value_added >= 0.0) continue;
        if (negative == NegativeValueAdded::reject) {
            return Error{Errc::bad_value, "leontief: inputs of sector " + std::to_string(j) + " exceed its output"};
        }
        model.negative.push_back(static_cast<std::size_t>(j));
    }
    if (!model.value_added.allFinite() || !invert(model)) {
        return Error{Errc::not_identified, "leontief: I - A is singular or the economy cannot sustain itself"};
    }
    return model;
}

Result<VectorXd> gross_output(const MatrixXd& flows, const MatrixXd& final_demand)
{
    if (flows.size() == 0) return no_table<VectorXd>(Errc::no_data, "gross_output: no flows");
    if (!same_rows(flows, final_demand)) {
        return no_table<VectorXd>(Errc::bad_value, "gross_output: flows are square, with one row of demand each");
    }
    VectorXd output = flows.rowwise().sum() + final_demand.rowwise().sum();
    return finite_table(std::move(output), "gross_output: a flow or sum is not finite");
}

Result<VectorXd> gross_exports(const MatrixXd& flows, const MatrixXd& final_demand,
                               std::span<const std::size_t> country)
{
    if (flows.size() == 0) return no_table<VectorXd>(Errc::no_data, "gross_exports: no flows");
    const auto countries = static_cast<std::size_t>(final_demand.cols());
    if (!same_rows(flows, final_demand) || country.size() != static_cast<std::size_t>(flows.rows())) {
        return no_table<VectorXd>(Errc::bad_value, "gross_exports: one row of demand and one country a sector");
    }
    VectorXd exports = VectorXd::Zero(flows.rows());
    for (std::size_t i = 0; i < country.size(); ++i) {
        if (country[i] >= countries) return no_table<VectorXd>(Errc::bad_value, "gross_exports: an unknown country");
        const auto row = static_cast<Index>(i);
        for (std::size_t j = 0; j < country.size(); ++j) {
            if (country[j] != country[i]) exports(row) += flows(row, static_cast<Index>(j));
        }
        for (std::size_t c = 0; c < countries; ++c) {
            if (c != country[i]) exports(row) += final_demand(row, static_cast<Index>(c));
        }
    }
    return finite_table(std::move(exports), "gross_exports: a flow or sum is not finite");
}

Result<MatrixXd> value_added_in(const Leontief& model, const VectorXd& amounts)
{
    if (amounts.size() != model.value_origin.cols() || !amounts.allFinite()) {
        return no_table(Errc::bad_value, "value_added_in: one finite amount a sector is needed");
    }
    MatrixXd traced = model.value_origin * amounts.asDiagonal();
    return finite_table(std::move(traced), "value_added_in: a product exceeds the range of double");
}

Result<MatrixXd> value_added_to(const Leontief& model, const MatrixXd& final_demand)
{
    if (final_demand.rows() != model.value_origin.cols() || !final_demand.allFinite()) {
        return no_table(Errc::bad_value, "value_added_to: one finite row of demand a sector is needed");
    }
    MatrixXd traced = model.value_origin * final_demand;
    return finite_table(std::move(traced), "value_added_to: a product exceeds the range of double");
}

}  // namespace entangled::kernels
