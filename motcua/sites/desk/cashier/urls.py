"""Addresses of the cashier's room."""

from django.urls import path

from motcua.sites.desk.cashier import days, paid_there, second_looks, statement_files, takings, unmatched

urlpatterns = [
    path("cashier", takings.today, name="cashier"),
    path("cashier/days", days.days, name="cashier-days"),
    path("cashier/days/<str:on>", days.day, name="cashier-day"),
    path("cashier/unmatched", unmatched.unmatched, name="cashier-unmatched"),
    path("cashier/paid-there", paid_there.waiting, name="cashier-paid-there-all"),
    path("cashier/paid-there/<int:duty_id>", paid_there.one, name="cashier-paid-there"),
    path("cashier/money/<int:entry_id>", unmatched.money, name="cashier-money"),
    path("cashier/second-looks", second_looks.second_looks, name="cashier-second-looks"),
    path("cashier/second-looks/<int:correction_id>/agreement", second_looks.agreement, name="cashier-agreement"),
    path(
        "cashier/second-looks/<int:correction_id>/turning-down", second_looks.turning_down, name="cashier-turning-down"
    ),
    path("cashier/second-looks/<int:correction_id>/sending", second_looks.sending, name="cashier-sending"),
    path("cashier/statements", statement_files.statement_files, name="cashier-statements"),
    path("cashier/statements/<int:reconciliation_id>", statement_files.statement_file, name="cashier-statement"),
    path(
        "cashier/statements/<int:reconciliation_id>/agreement",
        second_looks.statement_agreement,
        name="cashier-statement-agreement",
    ),
    path("dossiers/<str:code>/cash", takings.taking, name="cash"),
]
