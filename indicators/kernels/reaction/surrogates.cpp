#include "indicators/kernels/reaction/surrogates.hpp"

#include "indicators/kernels/numbers/blocks.hpp"
#include "indicators/kernels/numbers/draws.hpp"
#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace entangled::kernels {
namespace {

using Eigen::Index;

constexpr std::size_t most_draws = 1'000'000;
constexpr std::size_t draws_at_once = 16;

// The same statistic of the same pairs, met in another order, may differ by rounding.
bool at_least(double surrogate, double observed)
{
    return surrogate >= observed - 1e-12 * std::max(1.0, std::abs(observed));
}

/// Columns and the observed row to mean 0 and deviation 1; a column without spread keeps its differences.
void to_standard(Eigen::MatrixXd& columns, std::vector<double>& row)
{
    for (Index column = 0; column < columns.cols(); ++column) {
        const double mean = columns.col(column).mean();
        auto values = columns.col(column).array();
        const double deviation = std::sqrt((values - mean).square().mean());
        const double unit = deviation > 1e-12 * std::abs(mean) ? deviation : 1.0;
        values = (values - mean) / unit;
        auto& observed = row[static_cast<std::size_t>(column)];
        observed = (observed - mean) / unit;
    }
}

double share_at_least(const Eigen::VectorXd& surrogates, double observed)
{
    double count = 1.0;
    for (const double surrogate : surrogates) count += at_least(surrogate, observed) ? 1.0 : 0.0;
    return count / static_cast<double>(surrogates.size() + 1);
}

}  // namespace

bool legal_draws(const SurrogateDraws& options) noexcept { return options.draws >= 1 && options.draws <= most_draws; }

std::size_t random_below(std::size_t n, std::uint64_t id, std::uint64_t draw) noexcept
{
    if (n == 0) return 0;
    return std::min(n - 1, static_cast<std::size_t>(uniform(id, draw) * static_cast<double>(n)));
}

std::vector<std::size_t> random_order(std::size_t n, std::uint64_t id)
{
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t left = n; left > 1; --left) std::swap(order[left - 1], order[random_below(left, id, n - left)]);
    return order;
}

Result<SurrogateTable> surrogate_statistics(
    const SurrogateDraws& options, std::size_t count,
    const std::function<std::vector<double>(std::uint64_t draw, std::uint64_t id)>& statistics)
{
    if (!legal_draws(options)) {
        return Error{Errc::bad_value, "surrogates: 1 to 1,000,000 draws"};
    }
    std::vector<std::vector<double>> rows(options.draws);
    for_each_block((options.draws + draws_at_once - 1) / draws_at_once, options.threads, [&](std::size_t block) {
        const std::size_t end = std::min(options.draws, (block + 1) * draws_at_once);
        for (std::size_t d = block * draws_at_once; d < end; ++d) rows[d] = statistics(d, derived_id(options.id, d));
    });
    SurrogateTable table;
    table.values.resize(static_cast<Index>(options.draws), static_cast<Index>(count));
    for (std::size_t d = 0; d < rows.size(); ++d) {
        if (rows[d].size() != count || !all_finite(rows[d])) {
            return Error{Errc::bad_value, "surrogates: a statistic is missing or not finite"};
        }
        for (std::size_t i = 0; i < count; ++i) table.values(static_cast<Index>(d), static_cast<Index>(i)) = rows[d][i];
    }
    return table;
}

Result<SurrogateP> surrogate_p(std::span<const double> observed, const SurrogateTable& surrogates, bool standardise)
{
    const Eigen::MatrixXd& values = surrogates.values;
    if (observed.empty() || values.rows() == 0) return Error{Errc::no_data, "surrogate_p: no statistics"};
    if (static_cast<Index>(observed.size()) != values.cols() || !all_finite(observed) || !values.allFinite()) {
        return Error{Errc::bad_value, "surrogate_p: one finite number per statistic and draw"};
    }
    SurrogateP result;
    for (std::size_t i = 0; i < observed.size(); ++i) {
        result.single.push_back(share_at_least(values.col(static_cast<Index>(i)), observed[i]));
    }
    Eigen::MatrixXd columns = values;
    std::vector<double> row(observed.begin(), observed.end());
    if (standardise) to_standard(columns, row);
    const Eigen::VectorXd largest = columns.rowwise().maxCoeff();
    for (std::size_t i = 0; i < row.size(); ++i) {
        result.family.push_back(std::max(result.single[i], share_at_least(largest, row[i])));
    }
    return result;
}

}  // namespace entangled::kernels
