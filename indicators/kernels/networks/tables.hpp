#pragma once

#include "indicators/core/result.hpp"

#include <Eigen/Core>
#include <utility>

namespace entangled::kernels {

/// An error in place of a matrix or vector, which could be made of anything and so is not told apart by itself.
template <class Table = Eigen::MatrixXd>
[[nodiscard]] Result<Table> no_table(Errc code, const char* detail)
{
    return {boost::system::in_place_error, Error{code, detail}};
}

/// `table` if all of it is finite, otherwise bad_value with `detail`.
template <class Table>
[[nodiscard]] Result<Table> finite_table(Table table, const char* detail)
{
    if (!table.allFinite()) return no_table<Table>(Errc::bad_value, detail);
    return table;
}

}  // namespace entangled::kernels
