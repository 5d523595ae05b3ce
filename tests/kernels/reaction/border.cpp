#include "tests/kernels/reaction/border.hpp"

#include "indicators/kernels/reaction/autoregression.hpp"
#include "indicators/kernels/reaction/coincidence.hpp"
#include "indicators/kernels/reaction/granger.hpp"
#include "indicators/kernels/reaction/lagged_correlation.hpp"
#include "indicators/kernels/reaction/least_squares.hpp"
#include "indicators/kernels/reaction/richardson.hpp"
#include "indicators/kernels/reaction/richardson_fit.hpp"
#include "indicators/kernels/reaction/surrogates.hpp"
#include "indicators/kernels/reaction/transfer_entropy.hpp"

namespace entangled::testing {
namespace {

using namespace entangled::kernels;

using Series = std::vector<double>;

void require_p(double p, const char* what) { require(p > 0.0 && p <= 1.0, what); }

void require_model(const Richardson& m, const char* what)
{
    for (const double rate : {m.k, m.a, m.g, m.l, m.b, m.h}) require_finite(rate, what);
}

void try_richardson(InputBytes& input)
{
    const Richardson m{input.number(), input.number(), input.number(), input.number(), input.number(), input.number()};
    if (const auto balance = richardson_balance(m)) {
        require_finite(balance->determinant, "richardson_balance");
        for (const auto& value : balance->eigenvalues) {
            require_finite(value.real(), "richardson_balance");
            require_finite(value.imag(), "richardson_balance");
        }
        if (balance->ratio) require_finite(*balance->ratio, "richardson_balance");
        if (balance->equilibrium) require_finite(balance->equilibrium->x + balance->equilibrium->y, "equilibrium");
    }
    const Stocks start{input.number(), input.number()};
    if (const auto end = richardson_path(m, start, input.number())) {
        require_finite(end->x, "richardson_path");
        require_finite(end->y, "richardson_path");
    }
    static_cast<void>(richardson_fate(m, start));
}

/// Numbers that are mostly ordinary, so that fits come through.
Series some_series(InputBytes& input, std::size_t size)
{
    Series series(size);
    for (double& value : series) value = input.below(40) == 0 ? input.number() : input.ratio() + 0.01 * input.ratio();
    return series;
}

Eigen::MatrixXd some_matrix(InputBytes& input, std::size_t rows, std::size_t columns)
{
    Eigen::MatrixXd matrix(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns));
    const Series values = some_series(input, rows * columns);
    std::copy(values.begin(), values.end(), matrix.data());
    return matrix;
}

void try_richardson_fit(InputBytes& input)
{
    const std::size_t size = input.below(40);
    const Series x = some_series(input, size);
    const Series y = some_series(input, input.below(20) == 0 ? input.below(40) : size);
    if (const auto fit = fit_richardson(x, y, input.flag() ? 1.0 : input.number())) {
        require_model(fit->model, "fit_richardson");
        require_model(fit->errors, "fit_richardson");
    }
    const CouplingOptions options{
        .block = input.below(9), .confidence = input.ratio(), .fewest_points = 8, .surrogates = {.draws = 9}};
    if (const auto coupling = coupling_interval(x, y, options)) {
        require_finite(coupling->ratio, "coupling_interval");
        require_finite(coupling->interval, "coupling_interval");
        require(coupling->share_runaway <= coupling->share_identified, "coupling_interval");
    }
}

void try_regression(InputBytes& input)
{
    const std::size_t rows = input.below(12);
    const auto fit = regress(some_matrix(input, rows, input.below(4)), some_matrix(input, rows, 1 + input.below(2)));
    if (!fit) return;
    require_finite(fit->coefficients, "regress");
    require_finite(fit->errors, "regress");
    require_finite(fit->residuals, "regress");
    require(fit->degrees >= 1, "regress");
}

void try_responses(InputBytes& input, const std::vector<Eigen::MatrixXd>& lags, const Eigen::MatrixXd& covariance)
{
    if (const auto stability = var_stability(lags, input.flag() ? 0.95 : input.ratio())) {
        require(std::isfinite(stability->radius) && stability->radius >= 0.0, "var_stability");
    }
    if (const auto responses = orthogonal_impulse_responses(lags, covariance, input.below(30))) {
        for (const auto& response : *responses) require_finite(response, "orthogonal_impulse_responses");
    }
}

void try_autoregression(InputBytes& input)
{
    const std::size_t columns = 1 + input.below(3);
    const auto series = some_matrix(input, input.below(30), columns);
    if (const auto model = fit_var(series, input.below(4))) {
        require_finite(model->constant, "fit_var");
        require_finite(model->covariance, "fit_var");
        require_finite(model->residuals, "fit_var");
        for (const auto& lag : model->lags) require_finite(lag, "fit_var");
        for (const auto& lag : model->lag_errors) require_finite(lag, "fit_var");
        try_responses(input, model->lags, model->covariance);
    }
    if (const auto order = choose_var_order(series, input.below(4))) {
        require_finite(order->bic, "choose_var_order");
        require_finite(order->aic, "choose_var_order");
        require(order->order >= 1 && order->order <= order->bic.size(), "choose_var_order");
    }
    std::vector<Eigen::MatrixXd> lags;
    for (std::size_t lag = input.below(3); lag > 0; --lag) lags.push_back(input.matrix(columns, columns));
    try_responses(input, lags, input.matrix(columns, columns));
}

void try_granger(InputBytes& input)
{
    const std::size_t size = input.below(30);
    const Series x = some_series(input, size);
    const Series y = some_series(input, input.below(20) == 0 ? input.below(30) : size);
    const std::size_t order = input.below(5);
    if (const auto test = granger(x, y, order)) {
        require(std::isfinite(test->f) && test->f >= 0.0 && test->feedback >= 0.0, "granger");
        require(test->p >= 0.0 && test->p <= 1.0, "granger");
        require(test->p_likelihood >= 0.0 && test->p_likelihood <= 1.0, "granger");
    }
    if (const auto feedback = linear_feedback(x, y, order)) {
        require(feedback->x_to_y >= 0.0 && feedback->y_to_x >= 0.0, "linear_feedback");
        require(std::isfinite(feedback->total) && feedback->instantaneous >= 0.0, "linear_feedback");
        require(std::abs(feedback->residual_correlation) <= 1.0, "linear_feedback");
    }
}

void try_transfer(InputBytes& input)
{
    const std::size_t size = input.below(40);
    std::vector<std::vector<int>> series(3, std::vector<int>(size));
    for (auto& one : series) {
        if (input.below(20) == 0) one.resize(input.below(40));
        for (int& symbol : one) symbol = static_cast<int>(input.below(4)) * 700'000'000 - 1'000'000'000;
    }
    const std::vector<Symbols> condition(input.below(2), Symbols{series[2]});
    const std::size_t history = input.below(5);
    if (const auto bits = transfer_entropy(series[0], series[1], history, condition)) {
        require(*bits >= 0.0 && *bits <= 2.0 + 1e-9, "transfer_entropy");
    }
    require_finite(net_transfer_entropy(series[0], series[1], history, condition), "net_transfer_entropy");
    const TransferOptions options{history, condition, 10 + input.below(9), {.draws = input.below(20) == 0 ? 200U : 1U}};
    if (const auto net = test_net_transfer(series[0], series[1], options)) {
        require_p(net->x_to_y.p, "test_net_transfer");
        require_p(net->y_to_x.p, "test_net_transfer");
        require_finite(net->net_corrected_bits, "test_net_transfer");
        require_finite(net->x_to_y.analytic_bias, "test_net_transfer");
    }
    if (const auto test = test_transfer_entropy(series[0], series[1], options)) require_p(test->p, "transfer test");
}

void try_coincidence(InputBytes& input)
{
    const auto acts = input.flag() ? input.times(20) : input.numbers(20);
    const auto responses = input.flag() ? input.times(20) : input.numbers(20);
    const EventStreams streams{acts, responses,
                               input.flag() ? Interval{0, 90} : Interval{input.number(), input.number()}};
    std::vector<LagWindow> windows(input.below(4));
    for (auto& window : windows) window = input.flag() ? LagWindow{0, 3} : LagWindow{input.number(), input.number()};
    if (const auto counts = coincidences(streams, {input.number(), input.number()})) {
        require(counts->answered <= counts->acts && counts->preceded <= counts->responses, "coincidences");
    }
    const CoincidenceOptions options{
        static_cast<EventBaseline>(input.below(3)), {.id = input.below(9), .draws = input.below(20)}, input.below(8)};
    if (const auto tests = test_coincidences(streams, windows, options)) {
        for (const auto& test : *tests) {
            require_p(test.p, "test_coincidences");
            require_p(test.p_family, "test_coincidences");
            require(std::abs(test.excess_share) <= 1.0, "test_coincidences");
        }
    }
}

void try_lags(InputBytes& input)
{
    const std::size_t size = input.below(40);
    const Series x = input.flag() ? some_series(input, size) : input.numbers(20);
    const Series y = some_series(input, input.below(20) == 0 ? input.below(40) : x.size());
    const int lag = static_cast<int>(input.below(20)) - 10;
    if (const auto rho = lagged_rank_correlation(x, y, lag)) require(std::abs(*rho) <= 1.0, "lagged_rank_correlation");
    const LagScanOptions options{lag,
                                 lag + static_cast<int>(input.below(6)) - 1,
                                 static_cast<SeriesBaseline>(input.below(3)),
                                 input.below(6),
                                 input.below(12),
                                 {.id = input.below(9), .draws = input.below(20)}};
    if (const auto scan = scan_lags(x, y, options)) {
        require(scan->strongest < scan->lags.size(), "scan_lags");
        for (const auto& at : scan->lags) {
            require_p(at.p, "scan_lags");
            require_p(at.p_family, "scan_lags");
            require(std::abs(at.rho) <= 1.0, "scan_lags");
        }
    }
}

void try_surrogates(InputBytes& input)
{
    const std::size_t count = 1 + input.below(4);
    const auto statistics = [&](std::uint64_t draw, std::uint64_t id) {
        Series row;
        for (std::size_t i = 0; i < count; ++i) row.push_back(static_cast<double>(random_below(5 + draw, id, i)));
        return row;
    };
    auto table = surrogate_statistics({.id = input.below(99), .draws = input.below(20)}, count, statistics);
    if (!table) return;
    if (input.flag()) table->values(0, 0) = input.number();
    if (const auto p = surrogate_p(input.numbers(4), *table, input.flag())) {
        for (std::size_t i = 0; i < p->single.size(); ++i) {
            require_p(p->single[i], "surrogate_p");
            require_p(p->family[i], "surrogate_p");
        }
    }
    const auto order = random_order(input.below(30), input.below(99));
    for (const std::size_t at : order) require(at < order.size(), "random_order");
}

}  // namespace

void try_reaction(InputBytes& input)
{
    switch (input.below(9)) {
        case 0: return try_richardson(input);
        case 1: return try_richardson_fit(input);
        case 2: return try_regression(input);
        case 3: return try_autoregression(input);
        case 4: return try_granger(input);
        case 5: return try_transfer(input);
        case 6: return try_coincidence(input);
        case 7: return try_lags(input);
        default: return try_surrogates(input);
    }
}

}  // namespace entangled::testing
