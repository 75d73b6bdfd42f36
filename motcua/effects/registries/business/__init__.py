"""Cơ sở dữ liệu đăng ký doanh nghiệp: one enterprise by its code, whichever of two shapes the province is given."""
