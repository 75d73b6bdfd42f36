"""The head's board and what she reminds of. Within the desk's own addresses."""

from django.urls import path

from motcua.sites.desk.boards import board, dossiers, forecast, reminders, reminding

urlpatterns = [
    path("board", board.board, name="board"),
    path("board/dossiers", dossiers.dossiers, name="board-dossiers"),
    path("board/forecast", forecast.forecast, name="forecast"),
    path("board/reminder", reminding.reminder_new, name="reminder-new"),
    path("reminders", reminders.reminders, name="reminders"),
    path("reminders/<int:reminder_id>", reminders.reminder, name="reminder"),
]
