#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/dashboard/panel.hpp"

namespace entangled::dashboard {

/// How a column is shown: a number, a bar from 0 to 1, a month, a day, a minute, a state in words, or the text of a
/// label.
enum class Cell { number, bar, month, day, minute, state, label };

/// One column: an instant query that has the labels of the key, and for `label` that label besides.
struct Column {
    std::string title;
    std::string expression;
    Cell cell{Cell::number};
    std::string_view colour{"text"};  ///< of bars
    std::vector<Choice> choices{};    ///< of states by their number; of labels by their text
    std::string label{};              ///< of labels
};

/// What tells rows apart: labels, and for the first of them words that stand for its values.
struct Key {
    std::vector<std::string> labels;
    std::vector<std::pair<std::string, std::string>> words{};
};

/// A table with a row for each key that a column has. A cell without a value is a dash.
[[nodiscard]] Panel table(std::string title, std::string description, const Key& key,
                          const std::vector<Column>& columns);

}  // namespace entangled::dashboard
