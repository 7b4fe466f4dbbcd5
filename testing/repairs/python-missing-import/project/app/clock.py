def midnight(day):
    return datetime.combine(day, time.min)
