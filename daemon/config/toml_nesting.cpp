#include "daemon/config/toml_nesting.hpp"

namespace entangled {
namespace {

constexpr int deepest = 16;

// Keeps step with the TOML grammar up to the first syntax error; what stands behind that the parser never reads.
class NestingScan {
  public:
    explicit NestingScan(std::string_view text) noexcept : text_(text) {}

    std::optional<TextPosition> run() noexcept
    {
        while (position_.offset < text_.size()) {
            const char c = text_[position_.offset];
            if (c == '"' || c == '\'') {
                skip_string(c);
                continue;
            }
            if (c == '#') {
                while (position_.offset < text_.size() && text_[position_.offset] != '\n') advance();
                continue;
            }
            count(c);
            if (brackets_ > deepest || dots_ >= deepest) return position_;
            advance();
        }
        return std::nullopt;
    }

  private:
    void count(char c) noexcept
    {
        if (c == '.') ++dots_;
        if (c == '[' || c == '{') ++brackets_;
        if ((c == ']' || c == '}') && brackets_ > 0) --brackets_;
        if (c == '=' || c == ',' || c == '\n' || c == '[' || c == '{') dots_ = 0;
    }

    void advance() noexcept
    {
        const auto byte = static_cast<unsigned char>(text_[position_.offset]);
        if (byte == '\n') {
            ++position_.line;
            position_.column = 1;
        } else if ((byte & 0xC0U) != 0x80U) {
            ++position_.column;
        }
        ++position_.offset;
    }

    [[nodiscard]] bool three_quotes(char quote) const noexcept
    {
        return text_.substr(position_.offset, 3) == (quote == '"' ? "\"\"\"" : "'''");
    }

    void advance_by(int steps) noexcept
    {
        for (; steps > 0 && position_.offset < text_.size(); --steps) advance();
    }

    void skip_string(char quote) noexcept
    {
        const bool multiline = three_quotes(quote);
        advance_by(multiline ? 3 : 1);
        while (position_.offset < text_.size()) {
            const char c = text_[position_.offset];
            if (c == '\n' && !multiline) return;
            if (c == quote && (!multiline || three_quotes(quote))) break;
            advance_by(c == '\\' && quote == '"' ? 2 : 1);
        }
        advance_by(multiline ? 3 : 1);
        // Up to two quotes may stand directly before the closing three.
        while (multiline && position_.offset < text_.size() && text_[position_.offset] == quote) advance();
    }

    std::string_view text_;
    TextPosition position_;
    int brackets_{0};
    int dots_{0};
};

}  // namespace

std::optional<TextPosition> nested_too_deep(std::string_view text) noexcept { return NestingScan(text).run(); }

}  // namespace entangled
