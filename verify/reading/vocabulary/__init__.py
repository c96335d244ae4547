"""The words of formulas: functions, matrices and expectations, as data and as what they build."""
