#pragma once

#include "indicators/kernels/networks/survival.hpp"

#include <rapidcheck.h>
#include <Eigen/Core>
#include <cstddef>
#include <string>
#include <vector>

namespace entangled::testing {

/// Qualifications by supplier, one digit a product.
inline Eigen::MatrixXd digits(const std::vector<std::string>& suppliers)
{
    Eigen::MatrixXd matrix(static_cast<Eigen::Index>(suppliers.size()),
                           static_cast<Eigen::Index>(suppliers.front().size()));
    for (std::size_t i = 0; i < suppliers.size(); ++i) {
        for (std::size_t j = 0; j < suppliers[i].size(); ++j) {
            matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = suppliers[i][j] - '0';
        }
    }
    return matrix;
}

/// Case 3.1 of acedesci/scanalytics_cases: three suppliers that all make both products.
inline kernels::SupplyBase case_3_1()
{
    return {{30, 45, 60}, {75, 50}, {20, 25}, {5'000, 6'500}, digits({"11", "11", "11"})};
}

inline kernels::SupplyBase some_base(std::size_t most)
{
    const auto suppliers = *rc::gen::inRange<std::size_t>(1, most + 1);
    const auto products = *rc::gen::inRange<std::size_t>(1, most + 1);
    const auto list = [](std::size_t size, int low, int high) {
        const auto raw = *rc::gen::container<std::vector<int>>(size, rc::gen::inRange(low, high));
        return std::vector<double>(raw.begin(), raw.end());
    };
    kernels::SupplyBase base{
        list(suppliers, 0, 30), list(products, 0, 30), list(products, 0, 40), list(products, 0, 9),
        Eigen::MatrixXd(static_cast<Eigen::Index>(suppliers), static_cast<Eigen::Index>(products))};
    for (double& part : base.qualified.reshaped()) part = *rc::gen::inRange(0, 2);
    return base;
}

/// Capacity of all who can make any product of a set, given as bits.
inline double capacity_for(const kernels::SupplyBase& base, std::size_t set)
{
    double capacity = 0.0;
    for (std::size_t i = 0; i < base.capacity.size(); ++i) {
        bool serves = false;
        for (std::size_t j = 0; j < base.demand.size(); ++j) {
            serves = serves || ((set >> j & 1U) != 0 &&
                                base.qualified(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) > 0);
        }
        capacity += serves ? base.capacity[i] : 0.0;
    }
    return capacity;
}

inline double sum_over(const std::vector<double>& values, std::size_t set)
{
    double sum = 0.0;
    for (std::size_t j = 0; j < values.size(); ++j) sum += (set >> j & 1U) != 0 ? values[j] : 0.0;
    return sum;
}

}  // namespace entangled::testing
