#include "tests/kernels/interdependence/border.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "indicators/kernels/interdependence/ces_loss.hpp"
#include "indicators/kernels/interdependence/exit_cost.hpp"
#include "indicators/kernels/interdependence/friends_enemies.hpp"
#include "indicators/kernels/interdependence/product_balance.hpp"
#include "indicators/kernels/interdependence/trade_dependence.hpp"

namespace entangled::testing {
namespace {

using namespace entangled::kernels;

constexpr double largest = std::numeric_limits<double>::max();

void within(const std::optional<double>& value, double lower, double upper, const char* what)
{
    if (!value) return;
    require_finite(*value, what);
    require(*value >= lower && *value <= upper, what);
}

void within(const Result<double>& result, double lower, double upper, const char* what)
{
    if (result) within(std::optional{*result}, lower, upper, what);
}

void try_trade(InputBytes& input)
{
    within(hirschman_share(input.number(), input.number()), 0.0, 1.0, "hirschman_share");
    within(openness(input.number(), input.number()), 0.0, largest, "openness");
    if (const auto found = barbieri({input.number(), input.number(), input.number()})) {
        for (const double value :
             {found->share_i, found->share_j, found->salience, found->symmetry, found->interdependence}) {
            within(std::optional{value}, 0.0, 1.0 + 1e-12, "barbieri");
        }
    }
    if (const auto found = oneal_russett({input.number(), input.number(), input.number()})) {
        for (const double value : {found->dependence_i, found->dependence_j, found->lower, found->higher}) {
            within(std::optional{value}, 0.0, largest, "oneal_russett");
        }
    }
}

void try_exit(InputBytes& input)
{
    std::vector<ExitProduct> products(input.below(5));
    std::ranges::generate(products, [&] {
        return ExitProduct{input.ratio(), input.number(), input.number(), input.number()};
    });
    within(exit_cost(products, input.number()), 0.0, largest, "exit_cost");
    within(dependence_asymmetry(input.number(), input.number()), -1.0, 1.0, "dependence_asymmetry");
}

void try_ces(InputBytes& input)
{
    if (const auto loss = ces_loss(input.ratio(), input.number())) within(*loss, 0.0, largest, "ces_loss");
    within(ces_loss_fraction(input.ratio(), input.number()), 0.0, 1.0, "ces_loss_fraction");
    if (const auto found = coalition_loss(input.ratios(5), input.number())) {
        within(found->joint, 0.0, largest, "coalition_loss");
        within(found->separate, 0.0, largest, "coalition_loss");
        within(found->premium, 0.0, largest, "coalition_loss");
    }
    std::vector<Basket> baskets(input.below(5));
    std::ranges::generate(baskets, [&] { return Basket{input.ratio(), input.ratio(), input.number()}; });
    if (const auto loss = aggregate_ces_loss(baskets)) within(*loss, 0.0, largest, "aggregate_ces_loss");
}

void try_friends(InputBytes& input)
{
    const std::size_t n = input.below(6);
    WorldTrade world{input.matrix(n, n), input.number(), {}, input.ratio()};
    const bool rescale = input.below(4) != 0;
    for (Eigen::Index i = 0; rescale && i < world.expenditure_shares.rows(); ++i) {
        auto row = world.expenditure_shares.row(i);
        row = row.cwiseAbs().eval();
        row /= row.sum();
    }
    if (input.flag()) world.income_shares = input.matrix(n, 1);
    if (const auto found = friends_enemies(world)) {
        require_finite(found->income, "friends_enemies");
        require_finite(found->welfare, "friends_enemies");
        require_finite(found->income_shares, "friends_enemies");
        require(found->income_shares.minCoeff() > 0.0, "friends_enemies");
    }
    if (const auto found = balanced_incomes(world.expenditure_shares)) {
        require_finite(found->shares, "balanced_incomes");
        require(found->shares.minCoeff() > 0.0, "balanced_incomes");
    }
}

void try_products(InputBytes& input)
{
    const auto verdict = [&] { return input.flag() ? std::optional{input.flag()} : std::nullopt; };
    std::vector<ProductDependence> products(input.below(7));
    std::ranges::generate(products, [&] { return ProductDependence{verdict(), verdict(), input.number()}; });
    const auto found = product_balance(products);
    if (!found) return;
    within(found->count_asymmetry, -1.0, 1.0, "product_balance");
    within(found->value_asymmetry, -1.0, 1.0, "product_balance");
    for (const auto& side : {found->first_on_second, found->second_on_first}) {
        within(std::optional{side.value}, 0.0, largest, "product_balance");
        require(side.dependent + side.undecided <= products.size(), "product_balance");
    }
}

}  // namespace

void try_interdependence(InputBytes& input)
{
    switch (input.below(5)) {
        case 0: return try_trade(input);
        case 1: return try_exit(input);
        case 2: return try_ces(input);
        case 3: return try_friends(input);
        default: return try_products(input);
    }
}

}  // namespace entangled::testing
